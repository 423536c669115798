using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <content>Features side by side: each lane is a feature, and adds its rows in four groups, row modulo 4.</content>
internal static unsafe partial class BatchNormalizationKernel
{
    private static void ColumnStatistics(void* state, int piece)
    {
        ref readonly Job job = ref *(Job*)state;
        int end = Math.Min(job.Blocks, (piece + 1) * job.BlocksPerPiece);
        for (int block = piece * job.BlocksPerPiece; block < end; block++)
        {
            long start = (long)block * job.BlockRows * job.View.Count;
            long results = (long)block * job.View.Count;
            ColumnMomentsKernel kernel = new(
                job.X + start, job.BlockLength(block), job.View.Count, job.First + results, job.Second + results, job.Third + results);
            SimdDispatch.Run(ref kernel);
        }
    }

    private static void ColumnGradientSums(void* state, int piece)
    {
        ref readonly Job job = ref *(Job*)state;
        int end = Math.Min(job.Blocks, (piece + 1) * job.BlocksPerPiece);
        for (int block = piece * job.BlocksPerPiece; block < end; block++)
        {
            long start = (long)block * job.BlockRows * job.View.Count;
            long results = (long)block * job.View.Count;
            ColumnGradientKernel kernel = new(
                job.X + start, job.Dy + start, job.Mean, job.BlockLength(block), job.View.Count, job.First + results, job.Second + results);
            SimdDispatch.Run(ref kernel);
        }
    }

    /// <summary>The mean of each column, then the deviations from it and their squares.</summary>
    private readonly struct ColumnMomentsKernel(float* x, int rows, int columns, float* means, float* squares, float* excesses) : ISimdKernel
    {
        private readonly float* _excesses = excesses;
        private readonly float* _x = x;
        private readonly float* _means = means;
        private readonly float* _squares = squares;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int column = 0; column < columns; column += TSimd.Lanes)
            {
                RunLanes<TSimd, TVector>(column, Math.Min(TSimd.Lanes, columns - column));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunLanes<TSimd, TVector>(int column, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint stride = columns;
            TVector group0 = TSimd.Zero;
            TVector group1 = TSimd.Zero;
            TVector group2 = TSimd.Zero;
            TVector group3 = TSimd.Zero;
            float* row = _x + column;
            int rest = rows;
            for (; rest >= 4; rest -= 4, row += 4 * stride)
            {
                group0 = TSimd.Add(group0, VectorLanes<TSimd, TVector>.Load(row, count));
                group1 = TSimd.Add(group1, VectorLanes<TSimd, TVector>.Load(row + stride, count));
                group2 = TSimd.Add(group2, VectorLanes<TSimd, TVector>.Load(row + (2 * stride), count));
                group3 = TSimd.Add(group3, VectorLanes<TSimd, TVector>.Load(row + (3 * stride), count));
            }

            for (; rest > 0; rest--, row += stride)
            {
                group0 = TSimd.Add(group0, VectorLanes<TSimd, TVector>.Load(row, count));
            }

            TVector sum = TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3));
            TVector mean = TSimd.Divide(sum, TSimd.Broadcast(rows));
            VectorLanes<TSimd, TVector>.Store(_means + column, mean, count);

            group0 = group1 = group2 = group3 = TSimd.Zero;
            TVector evenExcess = TSimd.Zero;
            TVector oddExcess = TSimd.Zero;
            row = _x + column;
            for (rest = rows; rest >= 4; rest -= 4, row += 4 * stride)
            {
                TVector difference0 = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(row, count), mean);
                TVector difference1 = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(row + stride, count), mean);
                TVector difference2 = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(row + (2 * stride), count), mean);
                TVector difference3 = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(row + (3 * stride), count), mean);
                group0 = TSimd.MultiplyAdd(difference0, difference0, group0);
                group1 = TSimd.MultiplyAdd(difference1, difference1, group1);
                group2 = TSimd.MultiplyAdd(difference2, difference2, group2);
                group3 = TSimd.MultiplyAdd(difference3, difference3, group3);
                evenExcess = TSimd.Add(evenExcess, TSimd.Add(difference0, difference2));
                oddExcess = TSimd.Add(oddExcess, TSimd.Add(difference1, difference3));
            }

            for (; rest > 0; rest--, row += stride)
            {
                TVector difference = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(row, count), mean);
                group0 = TSimd.MultiplyAdd(difference, difference, group0);
                evenExcess = TSimd.Add(evenExcess, difference);
            }

            sum = TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3));
            VectorLanes<TSimd, TVector>.Store(_squares + column, sum, count);
            VectorLanes<TSimd, TVector>.Store(_excesses + column, TSimd.Add(evenExcess, oddExcess), count);
        }
    }

    /// <summary>Σ dy and Σ dy (x − mean) of each column.</summary>
    private readonly struct ColumnGradientKernel(float* x, float* dy, float* mean, int rows, int columns, float* sums, float* dots) : ISimdKernel
    {
        private readonly float* _x = x;
        private readonly float* _dy = dy;
        private readonly float* _mean = mean;
        private readonly float* _sums = sums;
        private readonly float* _dots = dots;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int column = 0; column < columns; column += TSimd.Lanes)
            {
                RunLanes<TSimd, TVector>(column, Math.Min(TSimd.Lanes, columns - column));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunLanes<TSimd, TVector>(int column, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector mean = VectorLanes<TSimd, TVector>.Load(_mean + column, count);
            TVector evenSum = TSimd.Zero;
            TVector evenDot = TSimd.Zero;
            TVector oddSum = TSimd.Zero;
            TVector oddDot = TSimd.Zero;
            float* x = _x + column;
            float* dy = _dy + column;
            nint stride = columns;
            int row = 0;
            for (; row < rows - 1; row += 2, x += 2 * stride, dy += 2 * stride)
            {
                TVector even = VectorLanes<TSimd, TVector>.Load(dy, count);
                TVector odd = VectorLanes<TSimd, TVector>.Load(dy + stride, count);
                evenSum = TSimd.Add(evenSum, even);
                oddSum = TSimd.Add(oddSum, odd);
                evenDot = TSimd.MultiplyAdd(even, TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x, count), mean), evenDot);
                oddDot = TSimd.MultiplyAdd(odd, TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + stride, count), mean), oddDot);
            }

            if (row < rows)
            {
                TVector last = VectorLanes<TSimd, TVector>.Load(dy, count);
                evenSum = TSimd.Add(evenSum, last);
                evenDot = TSimd.MultiplyAdd(last, TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x, count), mean), evenDot);
            }

            VectorLanes<TSimd, TVector>.Store(_sums + column, TSimd.Add(evenSum, oddSum), count);
            VectorLanes<TSimd, TVector>.Store(_dots + column, TSimd.Add(evenDot, oddDot), count);
        }
    }
}
