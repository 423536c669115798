using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>Σᵢ |xᵢ|; 0 for no elements.</summary>
    public static float SumOfMagnitudes(ReadOnlySpan<float> x, WorkerPool pool)
    {
        fixed (float* start = x)
        {
            return SumOf<MagnitudeTerm>(start, x.Length, pool);
        }
    }

    private readonly struct MagnitudeTerm : ISumTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector AddTo<TSimd, TVector>(TVector sum, TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Add(sum, TSimd.Abs(x));
    }
}
