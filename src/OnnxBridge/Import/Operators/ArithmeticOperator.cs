namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Arithmetic on whole numbers, as exporters compute extents.</summary>
/// <param name="operation">The operator.</param>
/// <param name="compute">What it does to two numbers.</param>
internal sealed class ArithmeticOperator(string operation, Func<long, long, long> compute) : OperatorImporter(operation)
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        if (node.Value(0) is ImportedSymbol || node.Value(1) is ImportedSymbol)
        {
            throw node.Error("computes with values that depend on the model's inputs");
        }

        var (left, right) = (node.Integers(0), node.Integers(1));
        var count = Math.Max(left.Length, right.Length);
        if ((left.Length != count && left.Length != 1) || (right.Length != count && right.Length != 1))
        {
            throw node.Error($"combines {left.Length} numbers with {right.Length}");
        }

        if (left.Contains(ImportedConstant.Batch) || right.Contains(ImportedConstant.Batch))
        {
            throw node.Error("computes with the size of the batch");
        }

        if (Operation == "Div" && right.Contains(0))
        {
            throw node.Error("divides by zero");
        }

        node.Constants.Take(count, Operation);
        var dimensions = left.Length >= right.Length ? node.Constant(0).Dimensions : node.Constant(1).Dimensions;
        return new ImportedConstant("", dimensions, [.. Enumerable.Range(0, count).Select(i => compute(left[i % left.Length], right[i % right.Length]))]);
    }
}
