using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class Elementwise
{
    /// <summary>yᵢ = operation(xᵢ).</summary>
    /// <exception cref="ArgumentException">The spans differ in length, or overlap at an offset.</exception>
    public static unsafe void Map<TOperation>(
        ReadOnlySpan<float> x, Span<float> y, TOperation operation, WorkerPool pool)
        where TOperation : unmanaged, IUnaryOperation
    {
        CheckSource(x, y);
        fixed (float* xStart = x)
        fixed (float* yStart = y)
        {
            UnaryKernel<TOperation> whole = new(xStart, yStart, y.Length, operation);
            pool.Run(Chunks(y.Length), &RunUnaryChunk<TOperation>, &whole);
        }
    }

    private static unsafe void RunUnaryChunk<TOperation>(void* whole, int chunk)
        where TOperation : unmanaged, IUnaryOperation
    {
        UnaryKernel<TOperation> part = ((UnaryKernel<TOperation>*)whole)->Part(chunk);
        SimdDispatch.Run(ref part);
    }

    private readonly unsafe struct UnaryKernel<TOperation>(
        float* x, float* y, int length, TOperation operation) : ISimdKernel
        where TOperation : unmanaged, IUnaryOperation
    {
        private readonly float* _x = x;
        private readonly float* _y = y;
        private readonly int _length = length;
        private readonly TOperation _operation = operation;

        public UnaryKernel<TOperation> Part(int chunk)
        {
            long start = (long)chunk * Chunk;
            return new(_x + start, _y + start, ChunkLength(_length, chunk), _operation);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _x;
            float* y = _y;
            int length = _length;
            TOperation operation = _operation;

            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TSimd.Store(y + i, operation.Invoke<TSimd, TVector>(TSimd.Load(x + i)));
            }

            int rest = length - i;
            if (rest > 0)
            {
                TVector result = operation.Invoke<TSimd, TVector>(
                    TSimd.LoadPartial(x + i, rest));
                TSimd.StorePartial(y + i, result, rest);
            }
        }
    }
}
