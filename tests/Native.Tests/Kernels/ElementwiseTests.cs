using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

public class ElementwiseTests
{
    public static TheoryData<int> ThreadCounts => TestNumbers.ThreadCounts;

    /// <summary>Every ending of a vector, and the lengths around one and three chunks of parallel work.</summary>
    private static int[] Lengths => [.. Enumerable.Range(0, 70), 16383, 16384, 16385, 49153];

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public void Each_element_is_mapped(int threads)
    {
        WorkerPool pool = WorkerPool.Get(threads);
        foreach (int length in Lengths)
        {
            float[] x = TestNumbers.Uniform(1, length);
            float[] y = TestNumbers.Uniform(2, length);
            float[] z = TestNumbers.Uniform(3, length);
            float[] result = new float[length];

            Elementwise.Map(x, result, new Scale(3f), pool);
            Assert.Equal(x.Select(value => value * 3f), result);

            Elementwise.Map(x, y, result, default(Difference), pool);
            Assert.Equal(x.Zip(y, (left, right) => left - right), result);

            Elementwise.Map(x, y, z, result, default(SelectSmaller), pool);
            Assert.Equal(Enumerable.Range(0, length).Select(i => x[i] < y[i] ? x[i] : z[i]), result);
        }
    }

    [Fact]
    public void The_destination_may_be_a_source()
    {
        float[] x = TestNumbers.Uniform(1, 40000);
        float[] expected = [.. x.Select(value => value * -2f)];

        Elementwise.Map(x, x, new Scale(-2f), WorkerPool.Get(2));

        Assert.Equal(expected, x);
    }

    [Fact]
    public void Other_overlaps_and_other_lengths_are_refused()
    {
        float[] x = new float[10];
        Assert.Throws<ArgumentException>(() => Elementwise.Map(x.AsSpan(0, 8), x.AsSpan(1, 8), new Scale(1f), WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Elementwise.Map(x, new float[9], new Scale(1f), WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Elementwise.Map(x, new float[9], new float[10], default(Difference), WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Elementwise.Map(x, x, new float[9], new float[10], default(SelectSmaller), WorkerPool.Get(1)));
    }

    [Fact]
    public void Nothing_beyond_the_spans_is_touched()
    {
        for (int length = 1; length < 40; length++)
        {
            using GuardedMemory x = new(length);
            using GuardedMemory y = new(length);
            x.Span.Fill(2f);
            Elementwise.Map(x.Span, y.Span, new Scale(4f), WorkerPool.Get(1));
            Assert.All(y.Span.ToArray(), value => Assert.Equal(8f, value));
        }
    }

    [Fact]
    public void Mapping_allocates_nothing()
    {
        float[] x = new float[50000];
        var before = AllocatedBytes.Now;
        for (int repeat = 0; repeat < 20; repeat++)
        {
            if (repeat == 10)
            {
                before = AllocatedBytes.Now;
            }

            Elementwise.Map(x, x, new Scale(1.5f), WorkerPool.Get(2));
        }

        before.AssertNoMore();
    }

    private readonly struct Scale(float factor) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(x, TSimd.Broadcast(factor));
    }

    private readonly struct Difference : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector y)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Subtract(x, y);
    }

    private readonly struct SelectSmaller : ITernaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector y, TVector z)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Select(TSimd.LessThan(x, y), x, z);
    }
}
