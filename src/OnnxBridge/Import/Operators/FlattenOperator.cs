using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Flatten from axis 1 on is the layer of that name; elsewhere it would mix samples.</summary>
internal sealed class FlattenOperator() : OperatorImporter("Flatten", "axis")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var rank = node.Symbol().Shape.Rank + 1;
        var axis = node.Integer("axis", 1);
        return (axis < 0 ? axis + rank : axis) == 1
            ? node.Call(name => new Flatten(name))
            : throw node.Error($"flattens from axis {axis}; from axis 1, behind the batch, can be imported");
    }
}
