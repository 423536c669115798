using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>Whether any element is infinite or not a number: only those give something else than zero when multiplied by it.</summary>
    /// <param name="x">The elements.</param>
    public static bool HasNonFinite(ReadOnlySpan<float> x)
    {
        fixed (float* start = x)
        {
            NonFiniteKernel kernel = new(start, x.Length);
            SimdDispatch.Run(ref kernel);
            return kernel.Found;
        }
    }

    private struct NonFiniteKernel(float* x, int length) : ISimdKernel
    {
        private readonly float* _x = x;
        private readonly nint _length = length;

        public bool Found { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector zero = TSimd.Zero;
            TVector group0 = zero;
            TVector group1 = zero;
            TVector group2 = zero;
            TVector group3 = zero;
            int lanes = TSimd.Lanes;
            float* x = _x;
            float* end = x + _length;
            for (; end - x >= 4 * lanes; x += 4 * lanes)
            {
                group0 = TSimd.MultiplyAdd(TSimd.Load(x), zero, group0);
                group1 = TSimd.MultiplyAdd(TSimd.Load(x + lanes), zero, group1);
                group2 = TSimd.MultiplyAdd(TSimd.Load(x + (2 * lanes)), zero, group2);
                group3 = TSimd.MultiplyAdd(TSimd.Load(x + (3 * lanes)), zero, group3);
            }

            for (; x < end; x += lanes)
            {
                group0 = TSimd.MultiplyAdd(TSimd.LoadPartial(x, (int)Math.Min(lanes, end - x)), zero, group0);
            }

            float* sums = stackalloc float[lanes];
            TSimd.Store(sums, TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3)));
            for (int lane = 0; lane < lanes; lane++)
            {
                Found |= float.IsNaN(sums[lane]);
            }
        }
    }
}
