using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Cases.Networks;

/// <summary>An activation function as a step of a network.</summary>
/// <param name="Function">Its name, PyTorch's.</param>
internal sealed record FunctionOptions(string Function) : LayerOptions
{
    /// <inheritdoc/>
    public override string Kind => "activation";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters => [("layer", Kind), ("function", Function)];
}
