using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>
/// GELU by its formula: the product, in any order, of x, ½ and either <c>1 + erf(x/√2)</c> or <c>1 + tanh(√(2/π)·(x + 0.044715 x³))</c>.
/// </summary>
internal static class GELUPattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Mul" || node.Input.Count != 2)
        {
            return null;
        }

        var factors = Factors(node, graph);
        var half = factors.FindIndex(factor => graph.Scalar(factor) == 0.5f);
        if (factors.Count != 3 || half < 0)
        {
            return null;
        }

        factors.RemoveAt(half);
        return Match(node, factors[0], factors[1], graph) ?? Match(node, factors[1], factors[0], graph);
    }

    // The factors of a product of two nodes; the inner one must be read by nobody else.
    private static List<string> Factors(NodeProto node, GraphView graph)
    {
        for (var i = 0; i < 2; i++)
        {
            if (graph.Inner(node.Input[i], "Mul") is { Input: [var left, var right] })
            {
                return [node.Input[1 - i], left, right];
            }
        }

        return [];
    }

    private static NodeProto? Match(NodeProto node, string x, string sum, GraphView graph)
    {
        if (graph.Inner(sum, "Add") is not { Input: [var first, var second] })
        {
            return null;
        }

        var curve = graph.Scalar(second) == 1f ? first : graph.Scalar(first) == 1f ? second : "";
        if (graph.Inner(curve, "Erf") is { Input: [var scaled] })
        {
            return IsOverSquareRoot(scaled, x, graph) ? GraphView.Fused(node, "GELU", [x]) : null;
        }

        return graph.Inner(curve, "Tanh") is { Input: [var inner] } && IsInner(inner, x, graph)
            ? GraphView.Fused(node, "GELU", [x], new AttributeProto { Name = "tanh", Type = AttributeProto.Types.AttributeType.Int, I = 1 })
            : null;
    }

    private static bool IsOverSquareRoot(string value, string x, GraphView graph) => graph.Inner(value, "Div") is { Input: [var dividend, var divisor] }
        ? dividend == x && IsNear(graph.Scalar(divisor), Math.Sqrt(2))
        : Product(value, graph) is var (factor, rest) && rest == x && IsNear(factor, Math.Sqrt(0.5));

    private static bool IsInner(string value, string x, GraphView graph)
    {
        if (Product(value, graph) is not var (linear, sum) || !IsNear(linear, Math.Sqrt(2 / Math.PI)) || graph.Inner(sum, "Add") is not { Input: [var left, var right] })
        {
            return false;
        }

        var cubic = left == x ? right : right == x ? left : "";
        return Product(cubic, graph) is var (coefficient, cube) && IsNear(coefficient, 0.044715)
            && graph.Inner(cube, "Pow") is { Input: [var root, var exponent] } && root == x && graph.Scalar(exponent) == 3f;
    }

    private static (float? Factor, string Other)? Product(string value, GraphView graph)
    {
        if (graph.Inner(value, "Mul") is not { Input: [var left, var right] })
        {
            return null;
        }

        return graph.Scalar(left) is { } first ? (first, right) : (graph.Scalar(right), left);
    }

    private static bool IsNear(float? value, double expected) => value is { } number && Math.Abs(number - expected) < 1e-6;
}
