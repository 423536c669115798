using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class Elementwise
{
    /// <summary>wᵢ = operation(xᵢ, yᵢ, zᵢ).</summary>
    /// <exception cref="ArgumentException">The spans differ in length, or overlap at an offset.</exception>
    public static unsafe void Map<TOperation>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> w, TOperation operation, WorkerPool pool)
        where TOperation : unmanaged, ITernaryOperation
    {
        CheckSource(x, w);
        CheckSource(y, w);
        CheckSource(z, w);
        fixed (float* xStart = x)
        fixed (float* yStart = y)
        fixed (float* zStart = z)
        fixed (float* wStart = w)
        {
            TernaryKernel<TOperation> whole = new(xStart, yStart, zStart, wStart, w.Length, operation);
            pool.Run(Chunks(w.Length), &RunTernaryChunk<TOperation>, &whole);
        }
    }

    private static unsafe void RunTernaryChunk<TOperation>(void* whole, int chunk)
        where TOperation : unmanaged, ITernaryOperation
    {
        TernaryKernel<TOperation> part = ((TernaryKernel<TOperation>*)whole)->Part(chunk);
        SimdDispatch.Run(ref part);
    }

    private readonly unsafe struct TernaryKernel<TOperation>(
        float* x, float* y, float* z, float* w, int length, TOperation operation) : ISimdKernel
        where TOperation : unmanaged, ITernaryOperation
    {
        private readonly float* _x = x;
        private readonly float* _y = y;
        private readonly float* _z = z;
        private readonly float* _w = w;
        private readonly int _length = length;
        private readonly TOperation _operation = operation;

        public TernaryKernel<TOperation> Part(int chunk)
        {
            long start = (long)chunk * Chunk;
            return new(_x + start, _y + start, _z + start, _w + start, ChunkLength(_length, chunk), _operation);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _x;
            float* y = _y;
            float* z = _z;
            float* w = _w;
            int length = _length;
            TOperation operation = _operation;

            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TSimd.Store(w + i, operation.Invoke<TSimd, TVector>(TSimd.Load(x + i), TSimd.Load(y + i), TSimd.Load(z + i)));
            }

            int rest = length - i;
            if (rest > 0)
            {
                TVector result = operation.Invoke<TSimd, TVector>(
                    TSimd.LoadPartial(x + i, rest),
                    TSimd.LoadPartial(y + i, rest),
                    TSimd.LoadPartial(z + i, rest));
                TSimd.StorePartial(w + i, result, rest);
            }
        }
    }
}
