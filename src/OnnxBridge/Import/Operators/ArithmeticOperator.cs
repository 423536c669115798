using Interop.Native.Layers;
using Interop.OnnxBridge.Export.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>
/// Arithmetic: of values that flow through the network a joining layer, with a constant a fixed normalization, of whole numbers, as exporters
/// compute extents, the result.
/// </summary>
/// <param name="operation">The operator.</param>
/// <param name="join">Makes the joining layer of a name; null where there is none.</param>
/// <param name="compute">What it does to two whole numbers; null where nothing is computed.</param>
internal sealed class ArithmeticOperator(string operation, Func<string, Layer>? join, Func<long, long, long>? compute) : OperatorImporter(operation)
{
    // Before, Add, Sub, Mul and Div were spread by attributes.
    /// <inheritdoc/>
    public override int OldestOpset => compute is null ? 1 : 7;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var values = Enumerable.Range(0, node.InputCount).Select(node.Value).ToArray();
        if (compute is not null && values.Length == 2 && values.All(value => value is ImportedConstant))
        {
            return Compute(node, compute);
        }

        if (Operation == "Mul" && values is [ImportedSymbol, ImportedConstant { Count: 1, Floats: [>= 0 and <= 1] } factor]
            && factor.Name.EndsWith("/" + DropoutExporter.Kept, StringComparison.Ordinal))
        {
            return node.Call(name => new Dropout(1 - (double)factor.Floats[0], DropoutForm.Standard, name));
        }

        if (compute is not null && values.Length == 2 && Array.FindIndex(values, value => value is ImportedConstant { Floats: not null }) is >= 0 and var constant)
        {
            return ConstantArithmetic.Call(node, constant);
        }

        if (join is null || values.Any(value => value is ImportedConstant))
        {
            throw node.Error(join is null ? "divides values of the network by one another" : "computes with a constant, or something other than values of the network");
        }

        return values.Length == 1 ? values[0] : node.Call(join, [.. Enumerable.Range(0, values.Length).Select(node.Symbol)]);
    }

    private static ImportedConstant Compute(ImportedNode node, Func<long, long, long> compute)
    {
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

        if (node.Operation == "Div" && right.Contains(0))
        {
            throw node.Error("divides by zero");
        }

        node.Constants.Take(count, node.Operation);
        var dimensions = left.Length >= right.Length ? node.Constant(0).Dimensions : node.Constant(1).Dimensions;
        return new ImportedConstant("", dimensions, [.. Enumerable.Range(0, count).Select(i => compute(left[i % left.Length], right[i % right.Length]))]);
    }
}
