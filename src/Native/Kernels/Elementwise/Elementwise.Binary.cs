using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static partial class Elementwise
{
    /// <summary>zᵢ = operation(xᵢ, yᵢ).</summary>
    /// <exception cref="ArgumentException">The spans differ in length, or overlap at an offset.</exception>
    public static unsafe void Map<TOperation>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperation operation, WorkerPool pool)
        where TOperation : unmanaged, IBinaryOperation
    {
        CheckSource(x, z);
        CheckSource(y, z);
        fixed (float* xStart = x)
        fixed (float* yStart = y)
        fixed (float* zStart = z)
        {
            BinaryKernel<TOperation> whole = new(xStart, yStart, zStart, z.Length, operation);
            pool.Run(Chunks(z.Length), &RunBinaryChunk<TOperation>, &whole);
        }
    }

    /// <summary>zᵢ = operation(xᵢ, yᵢ) on this thread, for pieces of something larger.</summary>
    /// <param name="x">x.</param>
    /// <param name="y">y.</param>
    /// <param name="z">z; may be x or y.</param>
    /// <param name="length">How many elements there are.</param>
    /// <param name="operation">The operation.</param>
    public static unsafe void MapOnThisThread<TOperation>(float* x, float* y, float* z, int length, TOperation operation)
        where TOperation : unmanaged, IBinaryOperation
    {
        BinaryKernel<TOperation> whole = new(x, y, z, length, operation);
        SimdDispatch.Run(ref whole);
    }

    private static unsafe void RunBinaryChunk<TOperation>(void* whole, int chunk)
        where TOperation : unmanaged, IBinaryOperation
    {
        BinaryKernel<TOperation> part = ((BinaryKernel<TOperation>*)whole)->Part(chunk);
        SimdDispatch.Run(ref part);
    }

    private readonly unsafe struct BinaryKernel<TOperation>(
        float* x, float* y, float* z, int length, TOperation operation) : ISimdKernel
        where TOperation : unmanaged, IBinaryOperation
    {
        private readonly float* _x = x;
        private readonly float* _y = y;
        private readonly float* _z = z;
        private readonly int _length = length;
        private readonly TOperation _operation = operation;

        public BinaryKernel<TOperation> Part(int chunk)
        {
            long start = (long)chunk * Chunk;
            return new(_x + start, _y + start, _z + start, ChunkLength(_length, chunk), _operation);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _x;
            float* y = _y;
            float* z = _z;
            int length = _length;
            TOperation operation = _operation;

            int i = 0;
            for (; i <= length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TSimd.Store(z + i, operation.Invoke<TSimd, TVector>(TSimd.Load(x + i), TSimd.Load(y + i)));
            }

            int rest = length - i;
            if (rest > 0)
            {
                TVector result = operation.Invoke<TSimd, TVector>(
                    TSimd.LoadPartial(x + i, rest),
                    TSimd.LoadPartial(y + i, rest));
                TSimd.StorePartial(z + i, result, rest);
            }
        }
    }
}
