using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Identity is its input; where the graph gives it out it is a layer, so that the output keeps its name.</summary>
internal sealed class IdentityOperator() : OperatorImporter("Identity")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node) =>
        node.IsOutput && node.Value() is ImportedSymbol ? node.Call(name => new Activation(new Identity(), name)) : node.Value();
}
