using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transposes each matrix of a batch: [batch, rows, columns] to [batch, columns, rows].</summary>
internal static unsafe class BatchTranspose
{
    /// <summary>Below this many elements the workers are not worth their call.</summary>
    private const long SmallBatch = 32 * 1024;

    /// <summary>target[b, c, r] = source[b, r, c].</summary>
    /// <param name="batchSize">The number of matrices.</param>
    /// <param name="rows">The rows of each source matrix.</param>
    /// <param name="columns">The columns of each source matrix.</param>
    /// <param name="source">batchSize·rows·columns values.</param>
    /// <param name="target">As many values; not the same memory as the source.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Run(int batchSize, int rows, int columns, ReadOnlySpan<float> source, Span<float> target, WorkerPool pool)
    {
        var length = (long)batchSize * rows * columns;
        if (source.Length != length || target.Length != length)
        {
            throw new ArgumentException($"{batchSize} matrices [{rows}, {columns}] have {length} elements, got {source.Length} and {target.Length}.");
        }

        fixed (float* from = source)
        fixed (float* to = target)
        {
            Batch batch = new() { Rows = rows, Columns = columns, Source = from, Target = to };
            if (length >= SmallBatch)
            {
                pool.Run(batchSize, &TransposeOne, &batch);
                return;
            }

            for (var sample = 0; sample < batchSize; sample++)
            {
                TransposeOne(&batch, sample);
            }
        }
    }

    private static void TransposeOne(void* batch, int sample)
    {
        One one = new() { Batch = *(Batch*)batch, Sample = sample };
        SimdDispatch.Run(ref one);
    }

    private struct Batch
    {
        public int Rows;
        public int Columns;
        public float* Source;
        public float* Target;
    }

    private struct One : ISimdKernel
    {
        public Batch Batch;
        public int Sample;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var offset = (nint)Sample * Batch.Rows * Batch.Columns;
            MatrixTranspose<TSimd, TVector>.Run(
                Batch.Source + offset, Batch.Columns, Batch.Rows, Batch.Columns, Batch.Target + offset, Batch.Rows);
        }
    }
}
