using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Sums. Elements are added in an order that depends on their number alone: chunks of fixed size; in a
/// chunk, four groups of sixteen virtual lanes; then the groups, the lanes and the chunks along fixed trees.
/// </summary>
internal static unsafe partial class Reductions
{
    /// <summary>Elements whose sum is formed in one go: 16 KiB, so that narrow vectors find them in the first-level cache on their later passes.</summary>
    private const int SmallestChunk = 4096;

    /// <summary>The sums of all chunks are one chunk themselves.</summary>
    private const int MostChunks = 1024;

    /// <summary>Elements per piece of parallel work.</summary>
    private const int Piece = 64 * 1024;

    /// <summary>Σᵢ term(xᵢ).</summary>
    private static float SumOf<TTerm>(float* x, int length, WorkerPool pool)
        where TTerm : struct, ISumTerm
    {
        if (length <= SmallestChunk)
        {
            return SumChunk<TTerm>(x, length);
        }

        int chunkLength = SmallestChunk;
        while (chunkLength < length / MostChunks)
        {
            chunkLength *= 2;
        }

        int chunks = ((length - 1) / chunkLength) + 1;
        float* sums = stackalloc float[chunks];
        ChunkedSum whole = new(x, length, chunkLength, chunks, sums);
        pool.Run(whole.Pieces, &SumPiece<TTerm>, &whole);
        return SumChunk<PlainTerm>(sums, chunks);
    }

    private static void SumPiece<TTerm>(void* state, int piece)
        where TTerm : struct, ISumTerm
    {
        ref readonly ChunkedSum whole = ref *(ChunkedSum*)state;
        int end = Math.Min(whole.Chunks, (piece + 1) * whole.ChunksPerPiece);
        for (int chunk = piece * whole.ChunksPerPiece; chunk < end; chunk++)
        {
            int start = chunk * whole.ChunkLength;
            int length = Math.Min(whole.ChunkLength, whole.Length - start);
            whole.Sums[chunk] = SumChunk<TTerm>(whole.X + start, length);
        }
    }

    private static float SumChunk<TTerm>(float* x, int length)
        where TTerm : struct, ISumTerm
    {
        SumKernel<TTerm> kernel = new(x, length);
        SimdDispatch.Run(ref kernel);
        return kernel.Result;
    }

    private readonly struct ChunkedSum(float* x, int length, int chunkLength, int chunks, float* sums)
    {
        public readonly float* X = x;
        public readonly int Length = length;
        public readonly int ChunkLength = chunkLength;
        public readonly int Chunks = chunks;
        public readonly float* Sums = sums;

        public int ChunksPerPiece => Math.Max(1, Piece / ChunkLength);

        public int Pieces => (Chunks + ChunksPerPiece - 1) / ChunksPerPiece;
    }

    /// <summary>x as it is.</summary>
    private readonly struct PlainTerm : ISumTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector AddTo<TSimd, TVector>(TVector sum, TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Add(sum, x);
    }

    /// <summary>Sums one chunk. Each pass forms the sums of as many of the sixteen virtual lanes as a vector holds.</summary>
    private struct SumKernel<TTerm>(float* x, int length) : ISimdKernel
        where TTerm : struct, ISumTerm
    {
        private const int Block = 4 * VirtualLanes.Count;

        public float Result { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* lanes = stackalloc float[VirtualLanes.Count];
            for (int lane = 0; lane < VirtualLanes.Count; lane += TSimd.Lanes)
            {
                float* first = x + lane;
                int blocksEnd = length - (length % Block);

                // Group g adds elements g · 16 to g · 16 + 15 of each block of 64.
                TVector group0 = TSimd.Zero;
                TVector group1 = TSimd.Zero;
                TVector group2 = TSimd.Zero;
                TVector group3 = TSimd.Zero;
                for (int i = 0; i < blocksEnd; i += Block)
                {
                    group0 = Add<TSimd, TVector>(group0, first + i);
                    group1 = Add<TSimd, TVector>(group1, first + i + 16);
                    group2 = Add<TSimd, TVector>(group2, first + i + 32);
                    group3 = Add<TSimd, TVector>(group3, first + i + 48);
                }

                first += blocksEnd;
                int rest = length - blocksEnd - lane;
                group0 = AddPartial<TSimd, TVector>(group0, first, rest);
                group1 = AddPartial<TSimd, TVector>(group1, first + 16, rest - 16);
                group2 = AddPartial<TSimd, TVector>(group2, first + 32, rest - 32);
                group3 = AddPartial<TSimd, TVector>(group3, first + 48, rest - 48);

                TVector sum = TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3));
                TSimd.Store(lanes + lane, sum);
            }

            Result = VirtualLanes.Sum(lanes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Add<TSimd, TVector>(TVector sum, float* x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TTerm.AddTo<TSimd, TVector>(sum, TSimd.Load(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector AddPartial<TSimd, TVector>(TVector sum, float* x, int rest)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => rest > 0 ? TTerm.AddTo<TSimd, TVector>(sum, TSimd.LoadPartial(x, Math.Min(rest, TSimd.Lanes))) : sum;
    }
}
