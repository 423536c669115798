using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <content>A feature's values side by side, a run for each sample: added over sixteen virtual lanes.</content>
internal static unsafe partial class BatchNormalizationKernel
{
    private static void RunStatistics(void* state, int piece)
    {
        ref readonly Job job = ref *(Job*)state;
        int features = job.View.Count;
        int end = Math.Min(job.Blocks, (piece + 1) * job.BlocksPerPiece) * features;
        for (int run = piece * job.BlocksPerPiece * features; run < end; run++)
        {
            RunMomentsKernel kernel = new(job.X + ((long)run * job.View.Inner), job.View.Inner);
            SimdDispatch.Run(ref kernel);
            job.First[run] = kernel.Mean;
            job.Second[run] = kernel.Squares;
            job.Third[run] = kernel.Excess;
        }
    }

    private static void RunGradientSums(void* state, int piece)
    {
        ref readonly Job job = ref *(Job*)state;
        int features = job.View.Count;
        int end = Math.Min(job.Blocks, (piece + 1) * job.BlocksPerPiece) * features;
        for (int run = piece * job.BlocksPerPiece * features; run < end; run++)
        {
            long start = (long)run * job.View.Inner;
            RunGradientKernel kernel = new(job.X + start, job.Dy + start, job.Mean[run % features], job.View.Inner);
            SimdDispatch.Run(ref kernel);
            job.First[run] = kernel.Sum;
            job.Second[run] = kernel.Dot;
        }
    }

    private struct RunMomentsKernel(float* x, int length) : ISimdKernel
    {
        public float Mean { get; private set; }

        public float Squares { get; private set; }

        /// <summary>Σ (x − mean), which rounding keeps from being 0.</summary>
        public float Excess { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* lanes = stackalloc float[VirtualLanes.Count];
            float* excesses = stackalloc float[VirtualLanes.Count];
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TVector sum = TSimd.Zero;
                for (int i = lane; i < length; i += VirtualLanes.Count)
                {
                    sum = TSimd.Add(sum, VectorLanes<TSimd, TVector>.Load(x + i, Math.Min(TSimd.Lanes, length - i)));
                }

                TSimd.Store(lanes + lane, sum);
            }

            Mean = VirtualLanes.Sum(lanes) / length;
            TVector mean = TSimd.Broadcast(Mean);
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TVector sum = TSimd.Zero;
                TVector excess = TSimd.Zero;
                int i = lane;
                for (; i <= length - TSimd.Lanes; i += VirtualLanes.Count)
                {
                    TVector difference = TSimd.Subtract(TSimd.Load(x + i), mean);
                    sum = TSimd.MultiplyAdd(difference, difference, sum);
                    excess = TSimd.Add(excess, difference);
                }

                if (i < length)
                {
                    // Lanes beyond the end take the mean itself, whose deviation is zero.
                    TSimd.Store(lanes + lane, mean);
                    TSimd.StorePartial(lanes + lane, TSimd.LoadPartial(x + i, length - i), length - i);
                    TVector difference = TSimd.Subtract(TSimd.Load(lanes + lane), mean);
                    sum = TSimd.MultiplyAdd(difference, difference, sum);
                    excess = TSimd.Add(excess, difference);
                }

                TSimd.Store(lanes + lane, sum);
                TSimd.Store(excesses + lane, excess);
            }

            Squares = VirtualLanes.Sum(lanes);
            Excess = VirtualLanes.Sum(excesses);
        }
    }

    private struct RunGradientKernel(float* x, float* dy, float mean, int length) : ISimdKernel
    {
        public float Sum { get; private set; }

        public float Dot { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* sums = stackalloc float[VirtualLanes.Count];
            float* dots = stackalloc float[VirtualLanes.Count];
            TVector center = TSimd.Broadcast(mean);
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TVector sum = TSimd.Zero;
                TVector dot = TSimd.Zero;
                for (int i = lane; i < length; i += VirtualLanes.Count)
                {
                    // Lanes beyond the end hold zeros in dy, so that their product is zero too.
                    int count = Math.Min(TSimd.Lanes, length - i);
                    TVector gradient = VectorLanes<TSimd, TVector>.Load(dy + i, count);
                    sum = TSimd.Add(sum, gradient);
                    dot = TSimd.MultiplyAdd(gradient, TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + i, count), center), dot);
                }

                TSimd.Store(sums + lane, sum);
                TSimd.Store(dots + lane, dot);
            }

            Sum = VirtualLanes.Sum(sums);
            Dot = VirtualLanes.Sum(dots);
        }
    }
}
