using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>Σᵢ xᵢ · yᵢ; 0 for no elements.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y, WorkerPool pool)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"A dot product needs equal lengths, got {x.Length} and {y.Length}.", nameof(y));
        }

        fixed (float* xStart = x)
        fixed (float* yStart = y)
        {
            return SumOf<ProductTerm>(xStart, yStart, x.Length, pool);
        }
    }

    private readonly struct ProductTerm : ISumTerm
    {
        public static bool HasSecondOperand => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector AddTo<TSimd, TVector>(TVector sum, TVector x, TVector y)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.MultiplyAdd(x, y, sum);
    }
}
