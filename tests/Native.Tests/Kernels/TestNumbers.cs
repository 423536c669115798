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
