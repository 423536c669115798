using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>The largest element; NaN if any is. A largest zero is positive.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public static float Max(ReadOnlySpan<float> x, WorkerPool pool)
    {
        if (x.IsEmpty)
        {
            throw new ArgumentException("No elements have no maximum.", nameof(x));
        }

        fixed (float* start = x)
        {
            int pieces = (int)(((long)x.Length + Piece - 1) / Piece);
            if (pieces == 1)
            {
                return MaxOf(start, x.Length);
            }

            // At most 2³¹ / 2¹⁶ of them: 128 KiB of the stack.
            float* maxima = stackalloc float[pieces];
            PiecewiseMax whole = new(start, x.Length, maxima);
            pool.Run(pieces, &MaxPiece, &whole);
            return MaxOf(maxima, pieces);
        }
    }

    private static void MaxPiece(void* state, int piece)
    {
        ref readonly PiecewiseMax whole = ref *(PiecewiseMax*)state;
        int start = piece * Piece;
        whole.Maxima[piece] = MaxOf(whole.X + start, Math.Min(Piece, whole.Length - start));
    }

    private static float MaxOf(float* x, int length)
    {
        MaxKernel kernel = new(x, length);
        SimdDispatch.Run(ref kernel);
        return kernel.Result;
    }

    private readonly struct PiecewiseMax(float* x, int length, float* maxima)
    {
        public readonly float* X = x;
        public readonly int Length = length;
        public readonly float* Maxima = maxima;
    }

    private struct MaxKernel(float* x, int length) : ISimdKernel
    {
        public float Result { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float largest = x[0];
            int i = 0;
            if (length >= TSimd.Lanes)
            {
                // The order does not matter to a maximum: the last vector may overlap the one before.
                TVector lanes = TSimd.Load(x + length - TSimd.Lanes);
                TVector otherLanes = lanes;
                for (; i <= length - (2 * TSimd.Lanes); i += 2 * TSimd.Lanes)
                {
                    lanes = Larger<TSimd, TVector>(lanes, TSimd.Load(x + i));
                    otherLanes = Larger<TSimd, TVector>(otherLanes, TSimd.Load(x + i + TSimd.Lanes));
                }

                if (i <= length - TSimd.Lanes)
                {
                    lanes = Larger<TSimd, TVector>(lanes, TSimd.Load(x + i));
                }

                float* stored = stackalloc float[TSimd.Lanes];
                TSimd.Store(stored, Larger<TSimd, TVector>(lanes, otherLanes));
                for (int lane = 0; lane < TSimd.Lanes; lane++)
                {
                    largest = MathF.Max(largest, stored[lane]);
                }
            }
            else
            {
                for (; i < length; i++)
                {
                    largest = MathF.Max(largest, x[i]);
                }
            }

            // One NaN and one zero for all: which one is met first depends on the width of the vectors.
            Result = float.IsNaN(largest) ? float.NaN : largest + 0f;
        }

        /// <summary>The larger of each lane; once NaN, always NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Larger<TSimd, TVector>(TVector largest, TVector candidate)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector better = TSimd.Or(TSimd.GreaterThan(candidate, largest), TSimd.IsNaN(candidate));
            return TSimd.Select(better, candidate, largest);
        }
    }
}
