using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Kernels.Simd;

internal readonly unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* destination, nint destinationStride)
    {
        Vector256<float> row0 = Load(source);
        Vector256<float> row1 = Load(source + (Math.Min(1, rows - 1) * sourceStride));
        Vector256<float> row2 = Load(source + (Math.Min(2, rows - 1) * sourceStride));
        Vector256<float> row3 = Load(source + (Math.Min(3, rows - 1) * sourceStride));
        Vector256<float> row4 = Load(source + (Math.Min(4, rows - 1) * sourceStride));
        Vector256<float> row5 = Load(source + (Math.Min(5, rows - 1) * sourceStride));
        Vector256<float> row6 = Load(source + (Math.Min(6, rows - 1) * sourceStride));
        Vector256<float> row7 = Load(source + (Math.Min(7, rows - 1) * sourceStride));

        // Pairs of rows, element by element: low holds columns 0 and 1 of each four, high columns 2 and 3.
        Vector256<float> low0 = Avx.UnpackLow(row0, row1);
        Vector256<float> high0 = Avx.UnpackHigh(row0, row1);
        Vector256<float> low2 = Avx.UnpackLow(row2, row3);
        Vector256<float> high2 = Avx.UnpackHigh(row2, row3);
        Vector256<float> low4 = Avx.UnpackLow(row4, row5);
        Vector256<float> high4 = Avx.UnpackHigh(row4, row5);
        Vector256<float> low6 = Avx.UnpackLow(row6, row7);
        Vector256<float> high6 = Avx.UnpackHigh(row6, row7);

        // Four rows together: lane group g of quad r, q holds column 4 · g + q of rows r to r + 3.
        Vector256<float> quad0_0 = UnpackLowPairs(low0, low2);
        Vector256<float> quad0_1 = UnpackHighPairs(low0, low2);
        Vector256<float> quad0_2 = UnpackLowPairs(high0, high2);
        Vector256<float> quad0_3 = UnpackHighPairs(high0, high2);
        Vector256<float> quad4_0 = UnpackLowPairs(low4, low6);
        Vector256<float> quad4_1 = UnpackHighPairs(low4, low6);
        Vector256<float> quad4_2 = UnpackLowPairs(high4, high6);
        Vector256<float> quad4_3 = UnpackHighPairs(high4, high6);

        // Columns q take the lower lane groups, columns 4 + q the upper ones.
        Avx.Permute2x128(quad0_0, quad4_0, 0x20).Store(destination);
        Avx.Permute2x128(quad0_1, quad4_1, 0x20).Store(destination + (1 * destinationStride));
        Avx.Permute2x128(quad0_2, quad4_2, 0x20).Store(destination + (2 * destinationStride));
        Avx.Permute2x128(quad0_3, quad4_3, 0x20).Store(destination + (3 * destinationStride));
        Avx.Permute2x128(quad0_0, quad4_0, 0x31).Store(destination + (4 * destinationStride));
        Avx.Permute2x128(quad0_1, quad4_1, 0x31).Store(destination + (5 * destinationStride));
        Avx.Permute2x128(quad0_2, quad4_2, 0x31).Store(destination + (6 * destinationStride));
        Avx.Permute2x128(quad0_3, quad4_3, 0x31).Store(destination + (7 * destinationStride));
    }

    /// <summary>Interleaves pairs of floats of the lower halves of each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> UnpackLowPairs(Vector256<float> left, Vector256<float> right) =>
        Avx.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle();

    /// <summary>Interleaves pairs of floats of the upper halves of each 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> UnpackHighPairs(Vector256<float> left, Vector256<float> right) =>
        Avx.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle();
}
