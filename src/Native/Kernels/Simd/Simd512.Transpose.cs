using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Kernels.Simd;

internal readonly unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* destination, nint destinationStride)
    {
        Vector512<float> row0 = Load(source);
        Vector512<float> row1 = Load(source + (Math.Min(1, rows - 1) * sourceStride));
        Vector512<float> row2 = Load(source + (Math.Min(2, rows - 1) * sourceStride));
        Vector512<float> row3 = Load(source + (Math.Min(3, rows - 1) * sourceStride));
        Vector512<float> row4 = Load(source + (Math.Min(4, rows - 1) * sourceStride));
        Vector512<float> row5 = Load(source + (Math.Min(5, rows - 1) * sourceStride));
        Vector512<float> row6 = Load(source + (Math.Min(6, rows - 1) * sourceStride));
        Vector512<float> row7 = Load(source + (Math.Min(7, rows - 1) * sourceStride));
        Vector512<float> row8 = Load(source + (Math.Min(8, rows - 1) * sourceStride));
        Vector512<float> row9 = Load(source + (Math.Min(9, rows - 1) * sourceStride));
        Vector512<float> row10 = Load(source + (Math.Min(10, rows - 1) * sourceStride));
        Vector512<float> row11 = Load(source + (Math.Min(11, rows - 1) * sourceStride));
        Vector512<float> row12 = Load(source + (Math.Min(12, rows - 1) * sourceStride));
        Vector512<float> row13 = Load(source + (Math.Min(13, rows - 1) * sourceStride));
        Vector512<float> row14 = Load(source + (Math.Min(14, rows - 1) * sourceStride));
        Vector512<float> row15 = Load(source + (Math.Min(15, rows - 1) * sourceStride));

        // Pairs of rows, element by element: low holds columns 0 and 1 of each four, high columns 2 and 3.
        Vector512<float> low0 = Avx512F.UnpackLow(row0, row1);
        Vector512<float> high0 = Avx512F.UnpackHigh(row0, row1);
        Vector512<float> low2 = Avx512F.UnpackLow(row2, row3);
        Vector512<float> high2 = Avx512F.UnpackHigh(row2, row3);
        Vector512<float> low4 = Avx512F.UnpackLow(row4, row5);
        Vector512<float> high4 = Avx512F.UnpackHigh(row4, row5);
        Vector512<float> low6 = Avx512F.UnpackLow(row6, row7);
        Vector512<float> high6 = Avx512F.UnpackHigh(row6, row7);
        Vector512<float> low8 = Avx512F.UnpackLow(row8, row9);
        Vector512<float> high8 = Avx512F.UnpackHigh(row8, row9);
        Vector512<float> low10 = Avx512F.UnpackLow(row10, row11);
        Vector512<float> high10 = Avx512F.UnpackHigh(row10, row11);
        Vector512<float> low12 = Avx512F.UnpackLow(row12, row13);
        Vector512<float> high12 = Avx512F.UnpackHigh(row12, row13);
        Vector512<float> low14 = Avx512F.UnpackLow(row14, row15);
        Vector512<float> high14 = Avx512F.UnpackHigh(row14, row15);

        // Four rows together: lane group g of quad r, q holds column 4 · g + q of rows r to r + 3.
        Vector512<float> quad0_0 = UnpackLowPairs(low0, low2);
        Vector512<float> quad0_1 = UnpackHighPairs(low0, low2);
        Vector512<float> quad0_2 = UnpackLowPairs(high0, high2);
        Vector512<float> quad0_3 = UnpackHighPairs(high0, high2);
        Vector512<float> quad4_0 = UnpackLowPairs(low4, low6);
        Vector512<float> quad4_1 = UnpackHighPairs(low4, low6);
        Vector512<float> quad4_2 = UnpackLowPairs(high4, high6);
        Vector512<float> quad4_3 = UnpackHighPairs(high4, high6);
        Vector512<float> quad8_0 = UnpackLowPairs(low8, low10);
        Vector512<float> quad8_1 = UnpackHighPairs(low8, low10);
        Vector512<float> quad8_2 = UnpackLowPairs(high8, high10);
        Vector512<float> quad8_3 = UnpackHighPairs(high8, high10);
        Vector512<float> quad12_0 = UnpackLowPairs(low12, low14);
        Vector512<float> quad12_1 = UnpackHighPairs(low12, low14);
        Vector512<float> quad12_2 = UnpackLowPairs(high12, high14);
        Vector512<float> quad12_3 = UnpackHighPairs(high12, high14);

        // Columns q, 4 + q, 8 + q and 12 + q gather their four lane groups.
        GatherColumns(ref quad0_0, ref quad4_0, ref quad8_0, ref quad12_0);
        GatherColumns(ref quad0_1, ref quad4_1, ref quad8_1, ref quad12_1);
        GatherColumns(ref quad0_2, ref quad4_2, ref quad8_2, ref quad12_2);
        GatherColumns(ref quad0_3, ref quad4_3, ref quad8_3, ref quad12_3);

        quad0_0.Store(destination);
        quad0_1.Store(destination + (1 * destinationStride));
        quad0_2.Store(destination + (2 * destinationStride));
        quad0_3.Store(destination + (3 * destinationStride));
        quad4_0.Store(destination + (4 * destinationStride));
        quad4_1.Store(destination + (5 * destinationStride));
        quad4_2.Store(destination + (6 * destinationStride));
        quad4_3.Store(destination + (7 * destinationStride));
        quad8_0.Store(destination + (8 * destinationStride));
        quad8_1.Store(destination + (9 * destinationStride));
        quad8_2.Store(destination + (10 * destinationStride));
        quad8_3.Store(destination + (11 * destinationStride));
        quad12_0.Store(destination + (12 * destinationStride));
        quad12_1.Store(destination + (13 * destinationStride));
        quad12_2.Store(destination + (14 * destinationStride));
        quad12_3.Store(destination + (15 * destinationStride));
    }

    /// <summary>Interleaves pairs of floats of the lower halves of each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UnpackLowPairs(Vector512<float> left, Vector512<float> right) =>
        Avx512F.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle();

    /// <summary>Interleaves pairs of floats of the upper halves of each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> UnpackHighPairs(Vector512<float> left, Vector512<float> right) =>
        Avx512F.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle();

    /// <summary>Transposes four by four groups of four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherColumns(
        ref Vector512<float> group0, ref Vector512<float> group1, ref Vector512<float> group2, ref Vector512<float> group3)
    {
        Vector512<float> even01 = Avx512F.Shuffle4x128(group0, group1, 0b10_00_10_00);
        Vector512<float> odd01 = Avx512F.Shuffle4x128(group0, group1, 0b11_01_11_01);
        Vector512<float> even23 = Avx512F.Shuffle4x128(group2, group3, 0b10_00_10_00);
        Vector512<float> odd23 = Avx512F.Shuffle4x128(group2, group3, 0b11_01_11_01);
        group0 = Avx512F.Shuffle4x128(even01, even23, 0b10_00_10_00);
        group1 = Avx512F.Shuffle4x128(odd01, odd23, 0b10_00_10_00);
        group2 = Avx512F.Shuffle4x128(even01, even23, 0b11_01_11_01);
        group3 = Avx512F.Shuffle4x128(odd01, odd23, 0b11_01_11_01);
    }
}
