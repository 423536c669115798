using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class SoftmaxKernel
{
    private static void ForwardRows(void* state, int piece)
    {
        RowsForward kernel = new(*(Job*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    private static void BackwardRows(void* state, int piece)
    {
        RowsBackward kernel = new(*(Job*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    private readonly struct RowsForward(Job job, int piece) : ISimdKernel
    {
        private readonly Job _job = job;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* lanes = stackalloc float[VirtualLanes.Count];
            int length = _job.Length;
            int end = _job.End(piece);
            for (int row = _job.Start(piece); row < end; row++)
            {
                float* x = _job.Source + ((long)row * length);
                float* y = _job.Target + ((long)row * length);
                TVector largest = TSimd.Broadcast(Largest<TSimd, TVector>(x, length, lanes));

                // Lane l of sixteen takes elements l, l + 16, …; a narrower vector takes some of the lanes at a time.
                for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
                {
                    TVector sum = TSimd.Zero;
                    int i = lane;
                    for (; i <= length - TSimd.Lanes; i += VirtualLanes.Count)
                    {
                        TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Load(x + i), largest));
                        sum = TSimd.Add(sum, exponential);
                        if (!_job.Logarithm)
                        {
                            TSimd.Store(y + i, exponential);
                        }
                    }

                    if (i < length)
                    {
                        TVector exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.LoadPartial(x + i, length - i), largest));
                        TSimd.Store(lanes + lane, TSimd.Zero);
                        TSimd.StorePartial(lanes + lane, exponential, length - i);
                        sum = TSimd.Add(sum, TSimd.Load(lanes + lane));
                        if (!_job.Logarithm)
                        {
                            TSimd.StorePartial(y + i, exponential, length - i);
                        }
                    }

                    TSimd.Store(lanes + lane, sum);
                }

                float total = VirtualLanes.Sum(lanes);
                Finish<TSimd, TVector>(x, y, length, largest, TSimd.Broadcast(_job.Logarithm ? (float)Math.Log(total) : total));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Finish<TSimd, TVector>(float* x, float* y, int length, TVector largest, TVector total)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TVector result = _job.Logarithm
                    ? TSimd.Subtract(TSimd.Subtract(TSimd.Load(x + i), largest), total)
                    : TSimd.Divide(TSimd.Load(y + i), total);
                TSimd.Store(y + i, result);
            }

            int rest = length - i;
            if (rest > 0)
            {
                TVector result = _job.Logarithm
                    ? TSimd.Subtract(TSimd.Subtract(TSimd.LoadPartial(x + i, rest), largest), total)
                    : TSimd.Divide(TSimd.LoadPartial(y + i, rest), total);
                TSimd.StorePartial(y + i, result, rest);
            }
        }

        /// <summary>The largest of a row. A NaN may be passed over: its own exponential makes the whole row NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Largest<TSimd, TVector>(float* x, int length, float* lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TSimd.Store(lanes + lane, TSimd.Broadcast(float.NegativeInfinity));
            }

            if (length < TSimd.Lanes)
            {
                TSimd.StorePartial(lanes, TSimd.LoadPartial(x, length), length);
            }
            else
            {
                // The order does not matter to a maximum: the last vector may overlap the one before.
                TVector largest = TSimd.Load(x + length - TSimd.Lanes);
                for (int i = 0; i <= length - TSimd.Lanes; i += TSimd.Lanes)
                {
                    largest = TSimd.Max(largest, TSimd.Load(x + i));
                }

                TSimd.Store(lanes, largest);
            }

            Vector128<float> four = Vector128.MaxNative(
                Vector128.MaxNative(Vector128.Load(lanes), Vector128.Load(lanes + 4)),
                Vector128.MaxNative(Vector128.Load(lanes + 8), Vector128.Load(lanes + 12)));
            return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
        }
    }

    private readonly struct RowsBackward(Job job, int piece) : ISimdKernel
    {
        private readonly Job _job = job;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* lanes = stackalloc float[VirtualLanes.Count];
            int length = _job.Length;
            int end = _job.End(piece);
            for (int row = _job.Start(piece); row < end; row++)
            {
                float* y = _job.Source + ((long)row * length);
                float* dy = _job.Gradient + ((long)row * length);
                float* dx = _job.Target + ((long)row * length);
                for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
                {
                    TVector sum = TSimd.Zero;
                    int i = lane;
                    for (; i <= length - TSimd.Lanes; i += VirtualLanes.Count)
                    {
                        sum = Term<TSimd, TVector>(sum, TSimd.Load(dy + i), TSimd.Load(y + i));
                    }

                    if (i < length)
                    {
                        sum = Term<TSimd, TVector>(sum, TSimd.LoadPartial(dy + i, length - i), TSimd.LoadPartial(y + i, length - i));
                    }

                    TSimd.Store(lanes + lane, sum);
                }

                TVector total = TSimd.Broadcast(VirtualLanes.Sum(lanes));
                int at = 0;
                for (; at <= length - TSimd.Lanes; at += TSimd.Lanes)
                {
                    TSimd.Store(dx + at, Slope<TSimd, TVector>(TSimd.Load(dy + at), TSimd.Load(y + at), total, _job.Logarithm));
                }

                int rest = length - at;
                if (rest > 0)
                {
                    TVector slope = Slope<TSimd, TVector>(TSimd.LoadPartial(dy + at, rest), TSimd.LoadPartial(y + at, rest), total, _job.Logarithm);
                    TSimd.StorePartial(dx + at, slope, rest);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Term<TSimd, TVector>(TVector sum, TVector dy, TVector y)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => _job.Logarithm ? TSimd.Add(sum, dy) : TSimd.MultiplyAdd(dy, y, sum);
    }

    /// <summary>dx from dy, y and the sum over the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Slope<TSimd, TVector>(TVector dy, TVector y, TVector total, bool logarithm)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => logarithm
            ? TSimd.MultiplySubtractFrom(VectorMath.Exp<TSimd, TVector>(y), total, dy)
            : TSimd.Multiply(y, TSimd.Subtract(dy, total));
}
