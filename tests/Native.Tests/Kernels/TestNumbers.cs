using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Numbers for kernels to work on, and fingerprints of what came out.</summary>
internal static class TestNumbers
{
    /// <summary>The thread counts for which every kernel must give the same bits.</summary>
    public static TheoryData<int> ThreadCounts { get; } = [1, 2, 3, 4, 8];

    /// <summary>Evenly distributed in [−scale, scale).</summary>
    public static float[] Uniform(int seed, int length, float scale = 1f)
    {
        System.Random random = new(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = ((random.NextSingle() * 2f) - 1f) * scale;
        }

        return numbers;
    }

    /// <summary>
    /// Magnitudes evenly distributed in [½, 1) with either sign: sums of their products have no term so small that its loss could hide among roundings.
    /// </summary>
    public static float[] AwayFromZero(int seed, int length)
    {
        System.Random random = new(seed);
        var numbers = new float[length];
        for (var i = 0; i < length; i++)
        {
            var magnitude = 0.5f + (random.NextSingle() / 2f);
            numbers[i] = random.Next(2) == 0 ? magnitude : -magnitude;
        }

        return numbers;
    }

    /// <summary>
    /// Runs a kernel on 1, 2, 3, 4 and 8 threads, asserts that the number does not change a bit of any result, and hands out the results.
    /// </summary>
    /// <param name="kernel">Runs the kernel on a pool and gives its results in new arrays.</param>
    /// <param name="what">What is run, for the message.</param>
    public static float[][] OnEveryThreadCount(Func<WorkerPool, float[][]> kernel, string what)
    {
        var alone = kernel(WorkerPool.Get(1));
        foreach (int threads in ThreadCounts)
        {
            var shared = kernel(WorkerPool.Get(threads));
            for (var i = 0; i < alone.Length; i++)
            {
                Assert.True(Bits(alone[i]).AsSpan().SequenceEqual(Bits(shared[i])), $"{what}: result {i} has other bits on {threads} threads than on one.");
            }
        }

        return alone;
    }

    /// <summary>The bits, for comparisons that tell −0 from 0 and find equal NaN equal.</summary>
    public static uint[] Bits(ReadOnlySpan<float> numbers)
    {
        uint[] bits = new uint[numbers.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToUInt32Bits(numbers[i]);
        }

        return bits;
    }

    /// <summary>The distance of a float from the exact value, counted in gaps between floats around that value.</summary>
    public static double UlpError(float actual, double exact)
    {
        float nearest = (float)exact;
        if (float.IsNaN(nearest) || float.IsInfinity(nearest) || !float.IsFinite(actual))
        {
            return nearest.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        float magnitude = MathF.Abs(nearest);
        double gap = (double)MathF.BitIncrement(magnitude) - magnitude;
        return Math.Abs(actual - exact) / gap;
    }
}
