using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Tests.Comparison;

public class OutputComparisonTests
{
    [Fact]
    public void Equal_values_hold_under_every_policy()
    {
        foreach (var policy in TolerancePolicy.All)
        {
            var comparison = Compare(policy, [1, -2, 0, float.NaN, float.PositiveInfinity], [1, -2, 0, float.NaN, float.PositiveInfinity]);
            Assert.True(comparison.Holds, comparison.Problem);
            Assert.Equal(5, comparison.Values.SameBits);
            Assert.Null(comparison.Values.FirstDifference);
        }
    }

    [Fact]
    public void What_lies_beyond_the_policy_is_told_with_the_worst_element()
    {
        var comparison = Compare(TolerancePolicy.Float32, [1, 2, 3.5f, 0], [1, 2.5f, 3, 0]);
        Assert.False(comparison.Holds);
        Assert.Equal("2 of 4 values lie beyond 'float32'; at 1 expected 2.5, got 2", comparison.Problem);
        Assert.True(Compare(TolerancePolicy.Float32, [1.0000112f], [1f]).Holds);
        Assert.False(Compare(TolerancePolicy.Bitwise, [0f], [-0f]).Holds);
    }

    [Fact]
    public void Ulps_count_the_floats_between_two_values()
    {
        var comparison = Compare(TolerancePolicy.Float32, [1, MathF.BitIncrement(1), float.Epsilon, 0], [1, 1, -float.Epsilon, -0f]);
        Assert.Equal(2, comparison.Ulps.Maximum);
        Assert.Equal([(0L, 2L), (1L, 1L), (2L, 1L)], comparison.Ulps.Bins);
    }

    [Fact]
    public void A_missing_output_another_shape_and_another_type_are_failures()
    {
        var stored = StoredTensor.From(Tensor.From(1f));
        Assert.False(OutputComparison.Of("x", TolerancePolicy.Float32, null, stored).Holds);
        Assert.False(OutputComparison.Of("x", TolerancePolicy.Float32, stored, null).Holds);
        Assert.False(OutputComparison.Of("x", TolerancePolicy.Float32, stored, StoredTensor.From(Tensor.From(1f, 2f))).Holds);
        Assert.False(OutputComparison.Of("x", TolerancePolicy.Float32, stored, StoredTensor.From([1], [1.0])).Holds);
    }

    [Fact]
    public void Every_policy_gives_its_reason()
    {
        Assert.All(TolerancePolicy.All, policy => Assert.NotEmpty(policy.Reason));
    }

    private static OutputComparison Compare(TolerancePolicy policy, float[] actual, float[] expected) =>
        OutputComparison.Of("x", policy, StoredTensor.From(Tensor.From(actual)), StoredTensor.From(Tensor.From(expected)));
}
