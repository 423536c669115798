using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Interop.Native.Kernels.Simd;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

/// <summary>Checks of the arithmetic of one width, lane by lane against the same in scalars.</summary>
internal static unsafe class SimdChecks<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, 0.5f, 1.5f, 2.5f, -2.5f, 3.7f, -3.7f, 1e-38f, 1e-42f, -1e-42f, float.Epsilon, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 123456.7f, -8388608f, 16777216f,
    ];

    public static void Arithmetic_is_that_of_scalars()
    {
        AssertUnary(x => TSimd.Sqrt(x), MathF.Sqrt);
        AssertUnary(x => TSimd.Abs(x), MathF.Abs);
        AssertUnary(x => TSimd.Negate(x), x => -x);
        AssertUnary(x => TSimd.Round(x), MathF.Round);
        AssertBinary((x, y) => TSimd.Add(x, y), (x, y) => x + y);
        AssertBinary((x, y) => TSimd.Subtract(x, y), (x, y) => x - y);
        AssertBinary((x, y) => TSimd.Multiply(x, y), (x, y) => x * y);
        AssertBinary((x, y) => TSimd.Divide(x, y), (x, y) => x / y);
        AssertBinary((x, y) => TSimd.Min(x, y), (x, y) => x < y ? x : y);
        AssertBinary((x, y) => TSimd.Max(x, y), (x, y) => x > y ? x : y);
    }

    public static void Multiply_and_add_is_one_rounding_or_two()
    {
        bool once = TSimd.Lanes > 4 || Fma.IsSupported || AdvSimd.IsSupported;
        AssertBinary(
            (x, y) => TSimd.MultiplyAdd(x, y, TSimd.Broadcast(0.3f)),
            (x, y) => once ? MathF.FusedMultiplyAdd(x, y, 0.3f) : (x * y) + 0.3f);
        AssertBinary(
            (x, y) => TSimd.MultiplySubtractFrom(x, y, TSimd.Broadcast(0.3f)),
            (x, y) => once ? MathF.FusedMultiplyAdd(-x, y, 0.3f) : (-x * y) + 0.3f);
    }

    public static void Comparisons_select_lanes()
    {
        AssertMask((x, y) => TSimd.LessThan(x, y), (x, y) => x < y);
        AssertMask((x, y) => TSimd.LessThanOrEqual(x, y), (x, y) => x <= y);
        AssertMask((x, y) => TSimd.GreaterThan(x, y), (x, y) => x > y);
        AssertMask((x, y) => TSimd.GreaterThanOrEqual(x, y), (x, y) => x >= y);
        AssertMask((x, y) => TSimd.EqualTo(x, y), (x, y) => x == y);
        AssertMask((x, y) => TSimd.IsNaN(y), (x, y) => float.IsNaN(y));
    }

    public static void Bits_combine()
    {
        AssertBinary((x, y) => TSimd.And(x, y), (x, y) => OnBits(x, y, (a, b) => a & b));
        AssertBinary((x, y) => TSimd.Or(x, y), (x, y) => OnBits(x, y, (a, b) => a | b));
        AssertBinary((x, y) => TSimd.Xor(x, y), (x, y) => OnBits(x, y, (a, b) => a ^ b));
    }

    public static void Exponents_and_mantissas_come_apart_and_together()
    {
        float[] values = [.. Special.Where(x => x > 0 && float.IsFinite(x)), .. TestNumbers.Uniform(1, 200, 100f).Select(MathF.Abs)];
        foreach (float value in values)
        {
            int exponent = MathF.ILogB(value);
            float mantissa = (float)Math.ScaleB(value, -exponent);
            AssertLanes(TSimd.Exponent(TSimd.Broadcast(value)), exponent);
            AssertLanes(TSimd.Mantissa(TSimd.Broadcast(value)), mantissa);
        }

        for (int exponent = -250; exponent <= 250; exponent++)
        {
            float scaled = (float)Math.ScaleB(1.2345678f, exponent);
            AssertLanes(TSimd.Scale(TSimd.Broadcast(1.2345678f), TSimd.Broadcast(exponent)), scaled);
        }
    }

    /// <summary>At the end of the memory, where one byte too much is fatal.</summary>
    public static void Partial_vectors_touch_nothing_beyond_their_end()
    {
        for (int count = 0; count <= TSimd.Lanes; count++)
        {
            using GuardedMemory source = new(count);
            using GuardedMemory destination = new(count);
            TestNumbers.Uniform(count, count).CopyTo(source.Span);

            TVector loaded = TSimd.LoadPartial(source.Start, count);
            TSimd.StorePartial(destination.Start, loaded, count);

            Assert.Equal(source.Span.ToArray(), destination.Span.ToArray());
            Assert.Equal([.. source.Span, .. new float[TSimd.Lanes - count]], Lanes(loaded));
        }
    }

    public static void A_partial_store_leaves_what_follows()
    {
        for (int count = 0; count <= TSimd.Lanes; count++)
        {
            float[] numbers = new float[TSimd.Lanes];
            fixed (float* start = numbers)
            {
                TSimd.StorePartial(start, TSimd.Broadcast(1f), count);
            }

            Assert.Equal(count, numbers.Count(number => number == 1f));
            Assert.All(numbers.Skip(count), number => Assert.Equal(0f, number));
        }
    }

    public static void Squares_transpose()
    {
        for (int rows = 1; rows <= TSimd.Lanes; rows++)
        {
            float[] source = TestNumbers.Uniform(rows, rows * (TSimd.Lanes + 3));
            float[] destination = new float[TSimd.Lanes * (TSimd.Lanes + 1)];
            fixed (float* from = source)
            fixed (float* to = destination)
            {
                TSimd.Transpose(from, TSimd.Lanes + 3, rows, to, TSimd.Lanes + 1);
            }

            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < TSimd.Lanes; column++)
                {
                    Assert.Equal(source[(row * (TSimd.Lanes + 3)) + column], destination[(column * (TSimd.Lanes + 1)) + row]);
                }
            }
        }
    }

    private static float OnBits(float x, float y, Func<uint, uint, uint> combine) => BitConverter.UInt32BitsToSingle(
        combine(BitConverter.SingleToUInt32Bits(x), BitConverter.SingleToUInt32Bits(y)));

    private static void AssertUnary(Func<TVector, TVector> actual, Func<float, float> expected)
    {
        foreach (float x in Special)
        {
            AssertLanes(actual(TSimd.Broadcast(x)), expected(x));
        }
    }

    private static void AssertBinary(Func<TVector, TVector, TVector> actual, Func<float, float, float> expected)
    {
        foreach (float x in Special)
        {
            foreach (float y in Special)
            {
                AssertLanes(actual(TSimd.Broadcast(x), TSimd.Broadcast(y)), expected(x, y));
            }
        }
    }

    private static void AssertMask(Func<TVector, TVector, TVector> actual, Func<float, float, bool> expected)
    {
        AssertBinary(actual, (x, y) => BitConverter.UInt32BitsToSingle(expected(x, y) ? uint.MaxValue : 0));
        AssertBinary((x, y) => TSimd.Select(actual(x, y), x, y), (x, y) => expected(x, y) ? x : y);
    }

    /// <summary>Every lane has these bits; one NaN is as good as another, except where bits are what is tested.</summary>
    private static void AssertLanes(TVector actual, float expected)
    {
        foreach (float lane in Lanes(actual))
        {
            bool areSame = BitConverter.SingleToUInt32Bits(lane) == BitConverter.SingleToUInt32Bits(expected);
            Assert.True(areSame || (float.IsNaN(lane) && float.IsNaN(expected)), $"Expected {expected:R}, got {lane:R}.");
        }
    }

    private static float[] Lanes(TVector vector)
    {
        float[] lanes = new float[TSimd.Lanes];
        fixed (float* start = lanes)
        {
            TSimd.Store(start, vector);
        }

        return lanes;
    }
}
