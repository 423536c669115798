using Interop.Native.Tensors;
using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Cases.Networks;

/// <summary>torch.nn.BatchNorm as a step of a network, with running statistics that are given.</summary>
internal sealed record NormalizedOptions : LayerOptions
{
    /// <summary>The names of its buffers.</summary>
    public static IReadOnlyList<string> Buffers { get; } = ["running_mean", "running_var"];

    /// <inheritdoc/>
    public override string Kind => "batch-normalization";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters => [("layer", Kind)];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Shape Shape)> Weights(IReadOnlyList<Shape> samples) =>
        ((string[])["weight", "bias", .. Buffers]).Select(name => (name, new Shape(samples[0][0])));
}
