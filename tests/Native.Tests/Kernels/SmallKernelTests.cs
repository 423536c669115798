using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>The kernels of one line of arithmetic: each element is what a scalar makes of it, to the bit, at every ending and on every number of threads.</summary>
public class SmallKernelTests
{
    /// <summary>Every ending of a vector, and several chunks of parallel work.</summary>
    private static int[] Lengths => [.. Enumerable.Range(0, 70), 40_003];

    [Fact]
    public void Operations_on_elements()
    {
        foreach (var length in Lengths)
        {
            var (x, y) = (TestNumbers.AwayFromZero(1, length), TestNumbers.AwayFromZero(2, length));
            AssertUnary(x, new ScaleOperation(0.3f), value => 0.3f * value);
            AssertUnary(x, new DivideByOperation(0.3f), value => value / 0.3f);
            AssertUnary(x, default(NegateOperation), value => -value);
            AssertBinary(x, y, default(AddOperation), (left, right) => left + right);
            AssertBinary(x, y, default(SubtractOperation), (left, right) => left - right);
            AssertBinary(x, y, default(MultiplyOperation), (left, right) => left * right);
        }
    }

    [Fact]
    public void Arrays_multiplied_and_scaled()
    {
        foreach (var length in Lengths)
        {
            var (x, y) = (TestNumbers.AwayFromZero(1, length), TestNumbers.AwayFromZero(2, length));
            var total = new float[length];
            ElementwiseProduct.Run(x, y, total);
            Assert.Equal(x.Zip(y, (left, right) => left * right), total);

            total = [.. x];
            ElementwiseScale.Run(total, -0.7f);
            Assert.Equal(x.Select(value => value * -0.7f), total);
        }
    }

    [Fact]
    public void The_first_value_outside_a_range()
    {
        for (var length = 0; length < 70; length++)
        {
            float[] indices = [.. Enumerable.Range(0, length).Select(i => (float)(i % 5))];
            Assert.Equal(-1, RangeCheck.FirstOutside(indices, 0, 4));
            Assert.Equal(-1, RangeCheck.FirstNotIndex(indices, 5, exempt: -100));
            for (var i = 0; i < length; i++)
            {
                foreach (var wrong in (float[])[-0.5f, 5f, float.NaN])
                {
                    float[] spoilt = [.. indices];
                    spoilt[i] = wrong;
                    spoilt[^1] = i < length - 1 ? 77 : wrong;
                    Assert.Equal(i, RangeCheck.FirstOutside(spoilt, 0, 4));
                    Assert.Equal(i, RangeCheck.FirstNotIndex(spoilt, 5, exempt: -100));
                }

                float[] exempted = [.. indices];
                exempted[i] = -100;
                Assert.Equal(-1, RangeCheck.FirstNotIndex(exempted, 5, exempt: -100));
                exempted[i] = 1.5f;
                Assert.Equal(i, RangeCheck.FirstNotIndex(exempted, 5, exempt: -100));
            }
        }
    }

    private static void AssertUnary<TOperation>(float[] x, TOperation operation, Func<float, float> scalar)
        where TOperation : unmanaged, IUnaryOperation
    {
        var made = TestNumbers.OnEveryThreadCount(
            pool =>
            {
                var result = new float[x.Length];
                Elementwise.Map(x, result, operation, pool);
                return [result];
            },
            typeof(TOperation).Name);
        Assert.Equal(x.Select(scalar), made[0]);
    }

    private static void AssertBinary<TOperation>(float[] x, float[] y, TOperation operation, Func<float, float, float> scalar)
        where TOperation : unmanaged, IBinaryOperation
    {
        var made = TestNumbers.OnEveryThreadCount(
            pool =>
            {
                var result = new float[x.Length];
                Elementwise.Map(x, y, result, operation, pool);
                return [result];
            },
            typeof(TOperation).Name);
        Assert.Equal(x.Zip(y, scalar), made[0]);
    }
}
