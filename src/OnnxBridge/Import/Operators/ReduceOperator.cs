using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>ReduceMean or ReduceMax: over all axes of space global pooling; over others the same, with the axes turned so that they lie last.</summary>
/// <param name="operation">The operator.</param>
/// <param name="isMaximum">Whether the maximum is taken, or the mean.</param>
internal sealed class ReduceOperator(string operation, bool isMaximum) : OperatorImporter(operation, "axes", "keepdims", "noop_with_empty_axes")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var rank = node.Symbol().Shape.Rank + 1;
        int[] axes = [.. node.IntegersOf("axes", 1)?.Select(axis => node.Axis(axis, rank)).Distinct().Order() ?? throw node.Error("reduces the batch too")];
        if (axes.Length == 0 || axes[0] == 0)
        {
            throw node.Error("reduces the batch, or nothing");
        }

        var keeps = node.Integer("keepdims", 1) != 0;
        return rank is >= 3 and <= 5 && axes.SequenceEqual(Enumerable.Range(2, rank - 2))
            ? GlobalPoolOperator.Import(node, isMaximum, keeps)
            : Turned(node, node.Symbol(), axes, keeps);
    }

    private ImportedValue Turned(ImportedNode node, Symbol value, int[] axes, bool keepsAxes)
    {
        var sample = value.Shape;
        int[] kept = [.. Enumerable.Range(1, sample.Rank).Except(axes)];
        int[] order = [.. kept, .. axes];
        var keptSize = kept.Aggregate(1, (product, axis) => product * sample[axis - 1]);
        var turned = order.SequenceEqual(order.Order()) ? value : node.Call(name => new Permute(order, name), value).Symbol;
        var rows = (ImportedSymbol)ReshapeOperator.To(node, turned, new Shape([keptSize, sample.Size / Math.Max(1, keptSize)]));
        var pooled = node.Call(name => isMaximum ? new GlobalMaxPooling1D(name) : new GlobalAveragePooling1D(name), rows.Symbol);
        return ReshapeOperator.To(node, pooled.Symbol, keepsAxes
            ? new Shape([.. Enumerable.Range(1, sample.Rank).Select(axis => axes.Contains(axis) ? 1 : sample[axis - 1])])
            : new Shape([.. kept.Select(axis => sample[axis - 1])]));
    }
}
