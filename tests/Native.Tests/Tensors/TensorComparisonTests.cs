using Interop.Native.Tensors;

namespace Interop.Native.Tests.Tensors;

public sealed class TensorComparisonTests
{
    private static readonly float[] All = [1, -2, 0, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];

    [Fact]
    public void The_same_bits_lie_no_distance_apart()
    {
        var comparison = TensorComparison.Of(Tensor.From(All), Tensor.From(All));

        Assert.True(comparison.Holds);
        Assert.Equal((All.Length, All.Length, 0, null), (comparison.Count, comparison.SameBits, comparison.Beyond, comparison.FirstDifference));
        Assert.Equal((0.0, 0.0, 0.0, 0.0), (comparison.MaximumAbsolute, comparison.MaximumRelative, comparison.RelativeToLargest, comparison.ToleranceUsed));
    }

    // The rule and the borders of torch.testing.assert_close(actual, expected, rtol=1.3e-6, atol=1e-5) in PyTorch 1.13.1.
    [Theory]
    [InlineData(1f, 1.0000112f, true)]
    [InlineData(1f, 1.0000115f, false)]
    [InlineData(0f, 1e-5f, true)]
    [InlineData(0f, 1.1e-5f, false)]
    [InlineData(-1f, -1.0000112f, true)]
    [InlineData(-1f, -1.0000115f, false)]
    [InlineData(1000f, 1000.0013f, true)]
    [InlineData(1000f, 1000.0014f, false)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.MaxValue, false)]
    [InlineData(float.MaxValue, float.PositiveInfinity, false)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    public void A_tolerance_is_absolute_and_relative_to_the_expected_value(float expected, float actual, bool holds)
    {
        var comparison = TensorComparison.Of(Tensor.From(expected), Tensor.From(actual), relative: 1.3e-6, absolute: 1e-5);

        Assert.Equal(holds, comparison.Holds);
        Assert.Equal(holds, comparison.ToleranceUsed <= 1);
        Assert.Equal(holds ? 0 : 1, comparison.Beyond);
    }

    [Theory]
    [InlineData(1f, 1.0000001f)]
    [InlineData(0f, -0f)]
    [InlineData(0f, float.Epsilon)]
    public void Without_a_tolerance_only_the_same_bits_hold(float expected, float actual)
    {
        var comparison = TensorComparison.Of(Tensor.From(3, expected, 3), Tensor.From(3, actual, 3));

        Assert.False(comparison.Holds);
        Assert.Equal((1, 1, 1, 2), (comparison.Beyond, comparison.FirstDifference, comparison.WorstIndex, comparison.SameBits));
        Assert.Equal(double.PositiveInfinity, comparison.ToleranceUsed);
    }

    [Fact]
    public void NaN_of_other_bits_is_still_NaN()
    {
        var comparison = TensorComparison.Of([double.NaN], [BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001)], relative: 1e-6, absolute: 1e-9);

        Assert.True(comparison.Holds);
        Assert.Equal((0, 0.0, 0L), (comparison.SameBits, comparison.MaximumAbsolute, comparison.MaximumUlps));
    }

    [Fact]
    public void Figures_are_those_of_their_definitions()
    {
        var comparison = TensorComparison.Of(Tensor.From(1, 2.5f, -3, 0), Tensor.From(1, 2, -3.5f, 0), relative: 1e-6, absolute: 1e-6);

        Assert.Equal((0.5, 0.25), (comparison.MaximumAbsolute, comparison.MeanAbsolute));
        Assert.Equal(0.2, comparison.MaximumRelative, 12);
        Assert.Equal((0.2 + (0.5 / 3)) / 3, comparison.MeanRelative, 12);
        Assert.Equal((3.0, 0.5 / 3), (comparison.LargestExpected, comparison.RelativeToLargest));
        Assert.Equal((1 + 5 + 10.5) / Math.Sqrt((1 + 4 + 12.25) * (1 + 6.25 + 9)), comparison.Cosine, 12);
        Assert.Equal(0.5 / 3.5e-6, comparison.ToleranceUsed, 0.5);
        Assert.Equal((4, 2, 2, 1), (comparison.Count, comparison.SameBits, comparison.Beyond, comparison.FirstDifference));
        Assert.Equal((1, 2.5, 2.0), (comparison.WorstIndex, comparison.WorstExpected, comparison.WorstActual));
        Assert.Equal("2 of 4 values differ; worst at 1: expected 2.5, got 2", comparison.ToString());
    }

    [Fact]
    public void The_worst_element_is_the_one_farthest_beyond_its_own_tolerance()
    {
        var comparison = TensorComparison.Of([1000, 1], [1001, 1.5], relative: 1e-3);

        Assert.Equal((1, 1.0, 1.5), (comparison.WorstIndex, comparison.WorstExpected, comparison.WorstActual));
        Assert.Equal(1, comparison.Beyond);
    }

    [Theory]
    [InlineData(1f, 1f, 0)]
    [InlineData(1f, 1.0000001f, 1)]
    [InlineData(0f, -0f, 0)]
    [InlineData(float.Epsilon, -float.Epsilon, 2)]
    [InlineData(1f, 2f, 1 << 23)]
    [InlineData(-1f, -2f, 1 << 23)]
    [InlineData(float.MaxValue, float.PositiveInfinity, 1)]
    [InlineData(float.NaN, float.NaN, 0)]
    public void Ulps_count_the_steps_between_two_floats(float left, float right, long steps)
    {
        Assert.Equal(steps, TensorComparison.UlpsBetween(left, right));
        Assert.Equal(steps, TensorComparison.UlpsBetween(right, left));
        Assert.Equal(steps, TensorComparison.Of(Tensor.From(left, 5), Tensor.From(right, 5)).MaximumUlps);
    }

    [Fact]
    public void Other_shapes_are_infinitely_far_apart()
    {
        var comparison = TensorComparison.Of(new Tensor([2, 3]), new Tensor([3, 2]), relative: 1, absolute: 1);

        Assert.False(comparison.SameShape);
        Assert.False(comparison.Holds);
        Assert.Equal((0, double.PositiveInfinity, double.PositiveInfinity), (comparison.Count, comparison.MaximumAbsolute, comparison.RelativeToLargest));
        Assert.Equal("expected shape [2, 3], got [3, 2]", comparison.ToString());
        Assert.False(TensorComparison.Of([1.0], [1.0, 2.0]).Holds);
    }

    [Fact]
    public void Nothing_holds_against_nothing()
    {
        var comparison = TensorComparison.Of(default(ReadOnlySpan<double>), default);

        Assert.True(comparison.Holds);
        Assert.Equal((0, 0.0, 0.0, 1.0, -1), (comparison.Count, comparison.MeanAbsolute, comparison.MeanRelative, comparison.Cosine, comparison.WorstIndex));
    }

    [Theory]
    [InlineData(0f, 0.5f, double.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 1f, double.PositiveInfinity)]
    [InlineData(0f, -0f, 0.0)]
    public void A_share_of_nothing_is_infinite(float expected, float actual, double relative)
    {
        Assert.Equal(relative, TensorComparison.Of(Tensor.From(expected), Tensor.From(actual)).RelativeToLargest);
    }

    [Theory]
    [InlineData(-1.0, 0.0)]
    [InlineData(0.0, -1.0)]
    public void A_tolerance_is_not_negative(double relative, double absolute)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorComparison.Of([1.0], [1.0], relative, absolute));
    }
}
