using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>torch.nn.Linear, with an activation behind it where one is named.</summary>
/// <param name="Units">out.</param>
internal sealed record DenseOptions(int Units) : LayerOptions
{
    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The name of the function behind it; null for none.</summary>
    public string? Activation { get; init; }

    /// <inheritdoc/>
    public override string Kind => "linear";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters =>
        [("layer", Kind), ("units", Text(Units)), ("bias", Text(UseBias)), ("activation", Activation ?? "none")];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Shape Shape)> Weights(IReadOnlyList<Shape> samples)
    {
        yield return ("weight", [Units, samples[0][0]]);
        if (UseBias)
        {
            yield return ("bias", [Units]);
        }
    }
}
