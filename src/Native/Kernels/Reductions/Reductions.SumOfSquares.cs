using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>Σᵢ xᵢ²; 0 for no elements.</summary>
    public static float SumOfSquares(ReadOnlySpan<float> x, WorkerPool pool)
    {
        fixed (float* start = x)
        {
            return SumOf<SquareTerm>(start, x.Length, pool);
        }
    }

    private readonly struct SquareTerm : ISumTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector AddTo<TSimd, TVector>(TVector sum, TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.MultiplyAdd(x, x, sum);
    }
}
