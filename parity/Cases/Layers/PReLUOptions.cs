using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>torch.nn.PReLU.</summary>
/// <param name="PerChannel">Whether each channel has a slope of its own.</param>
internal sealed record PReLUOptions(bool PerChannel) : LayerOptions
{
    /// <inheritdoc/>
    public override string Kind => "prelu";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters => [("layer", Kind), ("slopes", PerChannel ? "one for each channel" : "one")];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Shape Shape)> Weights(IReadOnlyList<Shape> samples) => [("weight", [PerChannel ? samples[0][0] : 1])];
}
