using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>
/// Arithmetic with a constant of one number, or one for each entry of an axis: a fixed normalization, <c>(x − μ)/σ</c>, with σ = 1 for a sum or
/// difference, −1 where x is taken from the constant, and μ = 0 for a product or quotient.
/// </summary>
internal static class ConstantArithmetic
{
    /// <summary>The layer for a node of two inputs.</summary>
    /// <param name="node">Add, Sub, Mul or Div.</param>
    /// <param name="constantInput">Which input is the constant.</param>
    public static ImportedSymbol Call(ImportedNode node, int constantInput)
    {
        var symbol = node.Symbol(1 - constantInput);
        var values = node.Floats(constantInput);
        var axis = BroadcastAxis.Of(node, node.Constant(constantInput), symbol.Shape);
        node.Constants.Take(3L * values.Length, node.Operation);
        var (mean, deviation) = (node.Operation, constantInput) switch
        {
            ("Add", _) => (Each(values, value => -value), Each(values, _ => 1)),
            ("Sub", 1) => (values, Each(values, _ => 1)),
            ("Sub", 0) => (values, Each(values, _ => -1)),
            ("Mul", _) => (Each(values, _ => 0), Deviations(node, Each(values, value => 1 / value))),
            ("Div", 1) => (Each(values, _ => 0), Deviations(node, values)),
            _ => throw node.Error("divides a constant by a value of the network"),
        };
        return node.Call(name => new Normalization(mean, deviation, Math.Max(1, axis), name), symbol);
    }

    private static float[] Deviations(ImportedNode node, float[] values) => values.All(value => value != 0 && float.IsFinite(value))
        ? values
        : throw node.Error($"{(node.Operation == "Mul" ? "multiplies" : "divides")} by 0, or by a number beyond floats; finite ones other than 0 can be imported");

    private static float[] Each(float[] values, Converter<float, float> change) => Array.ConvertAll(values, change);
}
