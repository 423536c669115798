using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

public class PooledConvolutionTests
{
    [Fact]
    public void Values_and_gradients_are_those_of_the_definition()
    {
        System.Random random = new(10);
        for (var repeat = 0; repeat < 40; repeat++)
        {
            PooledConvolutionCase example = new(random);
            var results = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    var (pooled, weight, bias, input, taps) = example.RunTogether(pool);
                    return [pooled, weight, bias, input, taps];
                },
                example.ToString());
            example.AssertHolds(results[0], results[1], results[2], results[3], results[4]);
        }
    }

    /// <summary>
    /// Values and input gradients have the very bits of the kernels in turn, which are held to the definition elsewhere; the sums of weight and bias
    /// add the same terms in another order, at most a few hundred of magnitude 1.
    /// </summary>
    [Fact]
    public void Convolution_and_pooling_together_are_convolution_and_pooling_in_turn()
    {
        System.Random random = new(11);
        for (var repeat = 0; repeat < 150; repeat++)
        {
            PooledConvolutionCase example = new(random);
            var expected = example.RunInTurn();
            var together = example.RunTogether(threads: 1 + (repeat % 3));
            Assert.True(TestNumbers.Bits(expected.Pooled).AsSpan().SequenceEqual(TestNumbers.Bits(together.Pooled)), $"{repeat}: values of {example}");
            AssertNear(expected.Input, together.Input, 0, $"{repeat}: input gradient of {example}");
            AssertNear(expected.Weight, together.Weight, 2e-5, $"{repeat}: weight gradient of {example}");
            AssertNear(expected.Bias, together.Bias, 2e-5, $"{repeat}: bias gradient of {example}");
        }
    }

    [Fact]
    public void Thread_counts_do_not_change_the_bits()
    {
        System.Random random = new(12);
        for (var repeat = 0; repeat < 10; repeat++)
        {
            PooledConvolutionCase example = new(random);
            var alone = example.RunTogether(threads: 1);
            foreach (var threads in (int[])[2, 3, 8])
            {
                var shared = example.RunTogether(threads);
                Assert.Equal(TestNumbers.Bits(alone.Pooled), TestNumbers.Bits(shared.Pooled));
                Assert.Equal(TestNumbers.Bits(alone.Weight), TestNumbers.Bits(shared.Weight));
                Assert.Equal(TestNumbers.Bits(alone.Bias), TestNumbers.Bits(shared.Bias));
                Assert.Equal(TestNumbers.Bits(alone.Input), TestNumbers.Bits(shared.Input));
            }
        }
    }

    /// <summary>
    /// Where pieces of rows begin decides which outputs share a tile, and with it the rounding: see <see cref="WinogradConvolutionTests"/>. A value that
    /// is nearly the largest may then win, so the gradients are compared for activations without clipping, on the same winners.
    /// </summary>
    [Fact]
    public void Winograd_and_pooling_together_are_both_in_turn()
    {
        System.Random random = new(13);
        for (var repeat = 0; repeat < 40; repeat++)
        {
            PooledConvolutionCase example = new(random, isFast: true);
            var expected = example.RunInTurn();
            var together = example.RunTogether(threads: 1 + (repeat % 3));
            var scale = expected.Pooled.Max(Math.Abs) + 1;
            AssertNear(expected.Pooled, together.Pooled, 2e-5 * scale, $"{repeat}: values of {example}");
            Assert.Equal(TestNumbers.Bits(together.Weight), TestNumbers.Bits(example.RunTogether(threads: 8).Weight));
            Assert.Equal(TestNumbers.Bits(together.Input), TestNumbers.Bits(example.RunTogether(threads: 1).Input));
            if (TestNumbers.Bits(expected.Pooled).AsSpan().SequenceEqual(TestNumbers.Bits(together.Pooled)))
            {
                AssertNear(expected.Weight, together.Weight, 2e-4, $"{repeat}: weight gradient of {example}");
                AssertNear(expected.Bias, together.Bias, 2e-5, $"{repeat}: bias gradient of {example}");
                AssertNear(expected.Input, together.Input, 2e-4, $"{repeat}: input gradient of {example}");
            }
        }
    }

    [Fact]
    public void Windows_that_overlap_are_not_worked_off_together()
    {
        var convolution = new WindowAxis(8, 3, 1, 1, 0, 0, 6);
        var geometry = new ConvolutionGeometry(WindowAxis.None, convolution, convolution, 2, 4, 1);
        var overlapping = new WindowAxis(6, 3, 2, 1, 0, 0, 2);
        var apart = new WindowAxis(6, 2, 2, 1, 0, 0, 3);
        Assert.False(ConvolutionKernel.CanPool(geometry, new WindowGeometry(WindowAxis.None, overlapping, apart, 4)));
        Assert.True(ConvolutionKernel.CanPool(geometry, new WindowGeometry(WindowAxis.None, apart, apart, 4)));
    }

    private static void AssertNear(float[] expected, float[] actual, double tolerance, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}: element {i} is {actual[i]}, expected {expected[i]}.");
        }
    }
}
