using System.Runtime.Intrinsics;

namespace Interop.Native.Kernels.Simd;

internal readonly unsafe partial struct Simd128
{
    public static void Transpose(float* source, nint sourceStride, int rows, float* destination, nint destinationStride)
    {
        Vector128<float> row0 = Load(source);
        Vector128<float> row1 = Load(source + (Math.Min(1, rows - 1) * sourceStride));
        Vector128<float> row2 = Load(source + (Math.Min(2, rows - 1) * sourceStride));
        Vector128<float> row3 = Load(source + (Math.Min(3, rows - 1) * sourceStride));
        for (int column = 0; column < 4; column++)
        {
            Store(
                destination + (column * destinationStride),
                Vector128.Create(row0[column], row1[column], row2[column], row3[column]));
        }
    }
}
