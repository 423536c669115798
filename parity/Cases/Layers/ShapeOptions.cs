using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>torch.nn.Flatten, torch.reshape and torch.permute.</summary>
/// <param name="Form">Which of them.</param>
/// <param name="Numbers">The new shape of a sample, or its axes in the new order, counted from 1; empty for flatten.</param>
internal sealed record ShapeOptions(ShapeForm Form, Shape Numbers) : LayerOptions
{
    /// <inheritdoc/>
    public override string Kind => $"{Form}".ToLowerInvariant();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters =>
        [("layer", Kind), (Form == ShapeForm.Permute ? "axes" : "shape", Form == ShapeForm.Flatten ? "-" : Text(Numbers))];
}
