using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>What a target y that is spread over the classes adds to <see cref="SoftmaxCrossentropy"/>: its loss Σⱼ yⱼ (S + (M − xⱼ)), and −y in the gradient.</summary>
internal static unsafe class SoftTargetLoss
{
    /// <summary>Gives Σⱼ yⱼ (S + (M − xⱼ)), a term being 0 where y is, even for a logit of −∞; takes y off the slopes.</summary>
    /// <param name="logits">x of one distribution.</param>
    /// <param name="target">y, as long.</param>
    /// <param name="largest">M = max x.</param>
    /// <param name="logSum">S = log Σₖ e^(xₖ − M).</param>
    /// <param name="slopes">As long, or empty where no gradient is wanted.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Run(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, float largest, float logSum, Span<float> slopes)
    {
        if (target.Length != logits.Length || (!slopes.IsEmpty && slopes.Length != logits.Length))
        {
            throw new ArgumentException($"{logits.Length} logits do not go with {target.Length} targets and {slopes.Length} slopes.", nameof(target));
        }

        fixed (float* x = logits)
        fixed (float* y = target)
        fixed (float* slope = slopes)
        {
            Kernel kernel = new(x, y, largest, logSum, slope, logits.Length);
            SimdDispatch.Run(ref kernel);
            return kernel.Result;
        }
    }

    private struct Kernel(float* x, float* y, float largest, float logSum, float* slopes, int length) : ISimdKernel
    {
        public float Result { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* lanes = stackalloc float[VirtualLanes.Count];
            TVector shift = TSimd.Broadcast(largest);
            TVector rest = TSimd.Broadcast(logSum);

            // Each pass adds up as many of the sixteen virtual lanes as a vector holds.
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                TVector sum = TSimd.Zero;
                for (int i = lane; i < length; i += VirtualLanes.Count)
                {
                    int count = Math.Min(TSimd.Lanes, length - i);
                    bool full = count == TSimd.Lanes;
                    TVector target = full ? TSimd.Load(y + i) : TSimd.LoadPartial(y + i, count);
                    TVector logit = full ? TSimd.Load(x + i) : TSimd.LoadPartial(x + i, count);
                    TVector term = TSimd.Multiply(target, TSimd.Add(rest, TSimd.Subtract(shift, logit)));
                    sum = TSimd.Add(sum, TSimd.Select(TSimd.EqualTo(target, TSimd.Zero), TSimd.Zero, term));
                    if (slopes == null)
                    {
                        continue;
                    }

                    if (full)
                    {
                        TSimd.Store(slopes + i, TSimd.Subtract(TSimd.Load(slopes + i), target));
                    }
                    else
                    {
                        TSimd.StorePartial(slopes + i, TSimd.Subtract(TSimd.LoadPartial(slopes + i, count), target), count);
                    }
                }

                TSimd.Store(lanes + lane, sum);
            }

            Result = VirtualLanes.Sum(lanes);
        }
    }
}
