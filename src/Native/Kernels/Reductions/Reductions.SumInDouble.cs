using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>
    /// Σᵢ xᵢ in double precision; 0 for no elements. Element i is added to virtual lane i modulo 16, then lane i to lane
    /// i + 8, i + 4, i + 2 and i + 1, on every processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumInDouble(ReadOnlySpan<float> x)
    {
        fixed (float* start = x)
        {
            // Four vectors of four doubles: virtual lanes 0–3, 4–7, 8–11 and 12–15.
            Vector256<double> lanes0 = Vector256<double>.Zero;
            Vector256<double> lanes4 = Vector256<double>.Zero;
            Vector256<double> lanes8 = Vector256<double>.Zero;
            Vector256<double> lanes12 = Vector256<double>.Zero;
            int i = 0;
            for (; i <= x.Length - VirtualLanes.Count; i += VirtualLanes.Count)
            {
                Vector256<float> first = Vector256.Load(start + i);
                Vector256<float> second = Vector256.Load(start + i + 8);
                lanes0 += Vector256.WidenLower(first);
                lanes4 += Vector256.WidenUpper(first);
                lanes8 += Vector256.WidenLower(second);
                lanes12 += Vector256.WidenUpper(second);
            }

            double* lanes = stackalloc double[VirtualLanes.Count];
            lanes0.Store(lanes);
            lanes4.Store(lanes + 4);
            lanes8.Store(lanes + 8);
            lanes12.Store(lanes + 12);
            for (int lane = 0; i < x.Length; i++, lane++)
            {
                lanes[lane] += start[i];
            }

            Vector256<double> four = (Vector256.Load(lanes) + Vector256.Load(lanes + 8))
                + (Vector256.Load(lanes + 4) + Vector256.Load(lanes + 12));
            Vector128<double> two = four.GetLower() + four.GetUpper();
            return two.GetElement(0) + two.GetElement(1);
        }
    }
}
