using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class SoftmaxKernel
{
    private static void ForwardStrided(void* state, int piece)
    {
        StridedForward kernel = new(*(Job*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    private static void BackwardStrided(void* state, int piece)
    {
        StridedBackward kernel = new(*(Job*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    /// <summary>Each lane is a row of its own; its elements lie <c>Inner</c> apart.</summary>
    private readonly struct StridedForward(Job job, int piece) : ISimdKernel
    {
        private readonly Job _job = job;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint inner = _job.Inner;
            nint all = _job.Length * inner;
            int end = _job.End(piece);
            for (int outer = _job.Start(piece); outer < end; outer++)
            {
                for (int first = 0; first < inner; first += TSimd.Lanes)
                {
                    int count = (int)Math.Min(TSimd.Lanes, inner - first);
                    float* x = _job.Source + (outer * all) + first;
                    float* y = _job.Target + (outer * all) + first;
                    Run<TSimd, TVector>(x, y, inner, all, count);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Run<TSimd, TVector>(float* x, float* y, nint inner, nint all, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector largest = TSimd.Broadcast(float.NegativeInfinity);
            for (nint i = 0; i < all; i += inner)
            {
                largest = TSimd.Max(VectorLanes<TSimd, TVector>.Load(x + i, count), largest);
            }

            TVector sum = TSimd.Zero;
            for (nint i = 0; i < all; i += inner)
            {
                TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + i, count), largest));
                sum = TSimd.Add(sum, exponential);
                if (!_job.Logarithm)
                {
                    VectorLanes<TSimd, TVector>.Store(y + i, exponential, count);
                }
            }

            TVector total = _job.Logarithm ? VectorMath.Log<TSimd, TVector>(sum) : sum;
            for (nint i = 0; i < all; i += inner)
            {
                TVector result = _job.Logarithm
                    ? TSimd.Subtract(TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + i, count), largest), total)
                    : TSimd.Divide(VectorLanes<TSimd, TVector>.Load(y + i, count), total);
                VectorLanes<TSimd, TVector>.Store(y + i, result, count);
            }
        }
    }

    private readonly struct StridedBackward(Job job, int piece) : ISimdKernel
    {
        private readonly Job _job = job;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint inner = _job.Inner;
            nint all = _job.Length * inner;
            int end = _job.End(piece);
            for (int outer = _job.Start(piece); outer < end; outer++)
            {
                for (int first = 0; first < inner; first += TSimd.Lanes)
                {
                    int count = (int)Math.Min(TSimd.Lanes, inner - first);
                    nint start = (outer * all) + first;
                    Run<TSimd, TVector>(_job.Source + start, _job.Gradient + start, _job.Target + start, inner, all, count);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Run<TSimd, TVector>(float* y, float* dy, float* dx, nint inner, nint all, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector total = TSimd.Zero;
            for (nint i = 0; i < all; i += inner)
            {
                TVector gradient = VectorLanes<TSimd, TVector>.Load(dy + i, count);
                total = _job.Logarithm
                    ? TSimd.Add(total, gradient)
                    : TSimd.MultiplyAdd(gradient, VectorLanes<TSimd, TVector>.Load(y + i, count), total);
            }

            for (nint i = 0; i < all; i += inner)
            {
                TVector slope = Slope<TSimd, TVector>(
                    VectorLanes<TSimd, TVector>.Load(dy + i, count), VectorLanes<TSimd, TVector>.Load(y + i, count), total, _job.Logarithm);
                VectorLanes<TSimd, TVector>.Store(dx + i, slope, count);
            }
        }
    }
}
