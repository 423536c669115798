namespace Interop.OnnxBridge.Import.Operators;

/// <summary>ReduceMean or ReduceMax over all axes of space is global pooling.</summary>
/// <param name="operation">The operator.</param>
/// <param name="isMaximum">Whether the maximum is taken, or the mean.</param>
internal sealed class ReduceOperator(string operation, bool isMaximum) : OperatorImporter(operation, "axes", "keepdims", "noop_with_empty_axes")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var rank = node.Symbol().Shape.Rank + 1;
        var axes = node.IntegersOf("axes", 1)?.Select(axis => node.Axis(axis, rank)).Order() ?? throw node.Error("reduces the batch too");
        return axes.SequenceEqual(Enumerable.Range(2, Math.Max(0, rank - 2)))
            ? GlobalPoolOperator.Import(node, isMaximum, node.Integer("keepdims", 1) != 0)
            : throw node.Error($"reduces other axes than all of space (2 to {rank - 1})");
    }
}
