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
            Assert.Equal(5, comparison.SameBits);
            Assert.Null(comparison.FirstDifference);
        }
    }

    [Theory]
    [InlineData(1f, 1.0000112f, true)]
    [InlineData(1f, 1.0000115f, false)]
    [InlineData(0f, 1e-5f, true)]
    [InlineData(0f, 1.1e-5f, false)]
    [InlineData(1000f, 1000.0013f, true)]
    [InlineData(1000f, 1000.0014f, false)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.MaxValue, false)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    public void Float32_is_the_default_of_PyTorchs_tests(float expected, float actual, bool holds)
    {
        Assert.Equal(holds, Compare(TolerancePolicy.Float32, [actual], [expected]).Holds);
    }

    [Theory]
    [InlineData(1f, 1.0000001f)]
    [InlineData(0f, -0f)]
    [InlineData(0f, float.Epsilon)]
    public void Bitwise_lets_nothing_pass(float expected, float actual)
    {
        var comparison = Compare(TolerancePolicy.Bitwise, [3, actual], [3, expected]);
        Assert.False(comparison.Holds);
        Assert.Equal(1, comparison.FirstDifference);
        Assert.Equal(1, comparison.WorstIndex);
        Assert.Equal(1, comparison.SameBits);
    }

    [Fact]
    public void Figures_are_those_of_their_definitions()
    {
        var comparison = Compare(TolerancePolicy.Float32, [1, 2, 3.5f, 0], [1, 2.5f, 3, 0]);
        Assert.Equal(0.5, comparison.MaximumAbsolute);
        Assert.Equal(0.25, comparison.MeanAbsolute);
        Assert.Equal(0.2, comparison.MaximumRelative, 12);
        Assert.Equal((0.2 + (0.5 / 3)) / 3, comparison.MeanRelative, 12);
        Assert.Equal((1 + 5 + 10.5) / Math.Sqrt((1 + 4 + 12.25) * (1 + 6.25 + 9)), comparison.Cosine, 12);
        Assert.Contains("2 of 4 values", comparison.Problem, StringComparison.Ordinal);
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
