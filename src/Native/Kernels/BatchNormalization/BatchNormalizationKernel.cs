using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>
/// The arithmetic of batch normalization. The batch falls into blocks whose size does not depend on the number of threads: some rows where
/// features lie side by side, one run where a feature's values do. Each block is reduced while it is in the cache; the blocks' results
/// are then joined in order, in double precision.
/// </summary>
internal static unsafe partial class BatchNormalizationKernel
{
    private const int SmallestRowBlock = 128;
    private const int MostRowBlocks = 64;

    /// <summary>Elements per piece of parallel work.</summary>
    private const int Piece = 16 * 1024;

    /// <summary>mean[f] + remainder[f] = 1/m Σ x, variance[f] = 1/m Σ (x − 1/m Σ x)².</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">Where to write the means.</param>
    /// <param name="remainder">
    /// Where to write what rounding took from the means: many deviations, where these are small beside the mean.
    /// </param>
    /// <param name="variance">Where to write the biased variances.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void Statistics(
        FeatureView view, ReadOnlySpan<float> input, Span<float> mean, Span<float> remainder, Span<float> variance, WorkerPool pool)
    {
        fixed (float* x = input)
        {
            Job job = new(view, x, null, null);

            // Two double-precision values for each feature lie before the blocks' results.
            long results = (long)job.Blocks * view.Count;
            long doubles = 4L * view.Count;
            float* memory = ThreadScratch.Get(ScratchUse.BatchStatistics, doubles + (3 * results));
            job.First = memory + doubles;
            job.Second = job.First + results;
            job.Third = job.Second + results;
            pool.Run(job.Pieces, view.Inner == 1 ? &ColumnStatistics : &RunStatistics, &job);
            double* means = (double*)memory;
            double* squares = means + view.Count;
            JoinMoments(job, means, squares);
            double share = 1.0 / view.PerFeature;
            for (int feature = 0; feature < view.Count; feature++)
            {
                mean[feature] = (float)means[feature];
                remainder[feature] = (float)(means[feature] - mean[feature]);
                variance[feature] = (float)(Math.Max(0, squares[feature]) * share);
            }
        }
    }

    /// <summary>inverse[f] = 1/√(variance[f] + ε), rounded once.</summary>
    /// <param name="variance">Variances.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="inverse">Where to write, as long.</param>
    public static void InverseDeviations(ReadOnlySpan<float> variance, double epsilon, Span<float> inverse)
    {
        ReadOnlySpan<Vector<float>> source = MemoryMarshal.Cast<float, Vector<float>>(variance);
        Span<Vector<float>> target = MemoryMarshal.Cast<float, Vector<float>>(inverse[..variance.Length]);
        Vector<double> small = new(epsilon);
        for (int i = 0; i < source.Length; i++)
        {
            Vector.Widen(source[i], out Vector<double> low, out Vector<double> high);
            low = Vector<double>.One / Vector.SquareRoot(low + small);
            high = Vector<double>.One / Vector.SquareRoot(high + small);
            target[i] = Vector.Narrow(low, high);
        }

        for (int i = source.Length * Vector<float>.Count; i < variance.Length; i++)
        {
            inverse[i] = (float)(1 / Math.Sqrt(variance[i] + epsilon));
        }
    }

    /// <summary>y = (x − mean)·factor + shift.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">The means.</param>
    /// <param name="factor">γ/σ.</param>
    /// <param name="shift">β.</param>
    /// <param name="output">y; may be the same memory as x.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void Normalize(
        FeatureView view,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> factor,
        ReadOnlySpan<float> shift,
        Span<float> output,
        WorkerPool pool)
    {
        fixed (float* x = input, y = output, m = mean, f = factor, s = shift)
        {
            Affine job = new(view, x, null, y, m, f, s, null);
            pool.Run(job.Pieces, &NormalizePiece, &job);
        }
    }

    /// <summary>sum[f] = Σ dy, dot[f] = Σ dy (x − mean).</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">The means.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="sum">Where to write Σ dy.</param>
    /// <param name="dot">Where to write Σ dy (x − mean).</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void GradientSums(
        FeatureView view,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> outputGradient,
        Span<float> sum,
        Span<float> dot,
        WorkerPool pool)
    {
        fixed (float* x = input, dy = outputGradient, m = mean)
        {
            Job job = new(view, x, dy, m);
            long results = (long)job.Blocks * view.Count;
            job.First = ThreadScratch.Get(ScratchUse.BatchStatistics, 2 * results);
            job.Second = job.First + results;
            pool.Run(job.Pieces, view.Inner == 1 ? &ColumnGradientSums : &RunGradientSums, &job);
            for (int feature = 0; feature < view.Count; feature++)
            {
                double total = 0;
                double product = 0;
                for (long block = 0, at = feature; block < job.Blocks; block++, at += view.Count)
                {
                    total += job.First[at];
                    product += job.Second[at];
                }

                sum[feature] = (float)total;
                dot[feature] = (float)product;
            }
        }
    }

    /// <summary>dx = (dy − offset − (x − mean)·slope)·factor.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">The means.</param>
    /// <param name="factor">γ/σ.</param>
    /// <param name="offset">1/m Σ dy.</param>
    /// <param name="slope">1/m Σ dy (x − mean) / σ².</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="inputGradient">dx; may be the same memory as dy.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void InputGradient(
        FeatureView view,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> factor,
        ReadOnlySpan<float> offset,
        ReadOnlySpan<float> slope,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        WorkerPool pool)
    {
        fixed (float* x = input, dy = outputGradient, dx = inputGradient, m = mean, f = factor, o = offset, s = slope)
        {
            Affine job = new(view, x, dy, dx, m, f, o, s);
            pool.Run(job.Pieces, &InputGradientPiece, &job);
        }
    }

    // Chan, Golub and LeVeque: the mean and the squared deviations of two parts give those of the whole. Within a block, the deviations from a
    // rounded mean c correct it: mean = c + 1/n Σ (x − c), and the squares by as much.
    private static void JoinMoments(in Job job, double* means, double* squares)
    {
        int features = job.View.Count;
        new Span<double>(means, 2 * features).Clear();
        double count = 0;
        for (int block = 0; block < job.Blocks; block++)
        {
            float* first = job.First + ((long)block * features);
            float* second = job.Second + ((long)block * features);
            float* third = job.Third + ((long)block * features);
            double added = job.BlockLength(block);
            double inverse = 1 / added;
            double share = added / (count + added);
            double weight = count * share;
            for (int feature = 0; feature < features; feature++)
            {
                double excess = third[feature];
                double correction = excess * inverse;
                double difference = first[feature] + correction - means[feature];
                means[feature] += difference * share;
                squares[feature] += second[feature] - (excess * correction) + (difference * difference * weight);
            }

            count += added;
        }
    }

    /// <summary>A reduction by features.</summary>
    private struct Job
    {
        public readonly FeatureView View;
        public readonly float* X;
        public readonly float* Dy;
        public readonly float* Mean;
        public readonly int BlockRows;
        public readonly int Blocks;

        /// <summary>Each block's means c, or Σ dy: [blocks, features].</summary>
        public float* First;

        /// <summary>Each block's Σ (x − c)², or Σ dy (x − mean).</summary>
        public float* Second;

        /// <summary>Each block's Σ (x − c).</summary>
        public float* Third;

        public Job(FeatureView view, float* x, float* dy, float* mean)
        {
            View = view;
            X = x;
            Dy = dy;
            Mean = mean;
            BlockRows = 1;
            if (view.Inner == 1)
            {
                BlockRows = SmallestRowBlock;
                while (BlockRows < view.Outer / MostRowBlocks)
                {
                    BlockRows *= 2;
                }
            }

            Blocks = (view.Outer + BlockRows - 1) / BlockRows;
        }

        public readonly int BlocksPerPiece => Math.Max(1, Piece / (BlockRows * View.Count * View.Inner));

        public readonly int Pieces => (Blocks + BlocksPerPiece - 1) / BlocksPerPiece;

        /// <summary>The values of each feature in a block.</summary>
        public readonly int BlockLength(int block) => View.Inner == 1 ? Math.Min(BlockRows, View.Outer - (block * BlockRows)) : View.Inner;
    }
}
