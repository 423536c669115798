using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Differences;

/// <summary>One tensor of two state files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Comparison">The figures; null where one file lacks it or the shapes differ.</param>
/// <param name="Problem">Why it differs; null where it does not.</param>
/// <param name="Remark">What else is worth knowing, such as that one is the transpose of the other; null where nothing is.</param>
internal sealed record TensorDifference(string Name, OutputComparison? Comparison, string? Problem, string? Remark)
{
    /// <summary>Whether it differs by more than the policy allows.</summary>
    public bool Differs => Problem is not null;

    /// <summary>Compares a tensor of two files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="first">That of the first file; null where it has none.</param>
    /// <param name="second">That of the second file; null where it has none.</param>
    /// <param name="policy">How far they may lie apart.</param>
    public static TensorDifference Of(string name, StoredTensor? first, StoredTensor? second, TolerancePolicy policy)
    {
        if (first is null || second is null)
        {
            return new TensorDifference(name, null, $"only the {(first is null ? "second" : "first")} file has it", null);
        }

        if (first.Shape != second.Shape)
        {
            return new TensorDifference(name, null, $"shapes {first.Shape} and {second.Shape}", TransposeRemark(first, second, policy));
        }

        // Files of another precision are compared as floats, so that what was halved is seen to be so and no more.
        var otherType = first.Type == second.Type ? null : $"types {first.Type} and {second.Type}";
        var comparison = otherType is null
            ? OutputComparison.Of(name, policy, second, first)
            : OutputComparison.Of(name, policy, StoredTensor.From(second.ToTensor()), StoredTensor.From(first.ToTensor()));
        var remark = comparison.Holds ? null : TransposeRemark(first, second, policy);
        return new TensorDifference(name, comparison, comparison.Problem, string.Join("; ", new[] { otherType, remark }.OfType<string>()) is { Length: > 0 } all ? all : null);
    }

    // The commonest slip of a port: a matrix stored the other way around.
    private static string? TransposeRemark(StoredTensor first, StoredTensor second, TolerancePolicy policy)
    {
        if (first.Shape.Rank != 2 || second.Shape.Rank != 2 || first.Shape[0] != second.Shape[1] || first.Shape[1] != second.Shape[0])
        {
            return null;
        }

        var (rows, columns) = (first.Shape[0], first.Shape[1]);
        var (own, other) = (first.ToDoubles(), second.ToDoubles());
        double[] turned = [.. Enumerable.Range(0, own.Length).Select(i => other[((i % columns) * rows) + (i / columns)])];
        return TensorComparison.Of(own, turned, policy.Relative, policy.Absolute).Holds ? "the second is the transpose of the first" : null;
    }
}
