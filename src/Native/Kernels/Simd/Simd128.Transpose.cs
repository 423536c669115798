using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Kernels.Simd;

internal readonly unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* destination, nint destinationStride)
    {
        Vector128<float> row0 = Load(source);
        Vector128<float> row1 = Load(source + (Math.Min(1, rows - 1) * sourceStride));
        Vector128<float> row2 = Load(source + (Math.Min(2, rows - 1) * sourceStride));
        Vector128<float> row3 = Load(source + (Math.Min(3, rows - 1) * sourceStride));
        if (Sse.IsSupported)
        {
            // Pairs of rows, element by element: low holds columns 0 and 1, high columns 2 and 3.
            Vector128<float> low0 = Sse.UnpackLow(row0, row1);
            Vector128<float> high0 = Sse.UnpackHigh(row0, row1);
            Vector128<float> low2 = Sse.UnpackLow(row2, row3);
            Vector128<float> high2 = Sse.UnpackHigh(row2, row3);
            Store(destination, Sse.MoveLowToHigh(low0, low2));
            Store(destination + destinationStride, Sse.MoveHighToLow(low2, low0));
            Store(destination + (2 * destinationStride), Sse.MoveLowToHigh(high0, high2));
            Store(destination + (3 * destinationStride), Sse.MoveHighToLow(high2, high0));
            return;
        }

        for (int column = 0; column < 4; column++)
        {
            Store(
                destination + (column * destinationStride),
                Vector128.Create(row0[column], row1[column], row2[column], row3[column]));
        }
    }
}
