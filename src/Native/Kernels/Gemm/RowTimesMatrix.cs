using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// The product of a single row with a matrix, c (=|+=) a · B. Each element of B is used once, so all that counts is to
/// read B as it lies in memory: eight rows at a time, end to end, onto sums that stay in the first-level cache. The
/// order of additions is that of the tiles.
/// </summary>
internal static unsafe class RowTimesMatrix<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of the matrix that are read side by side.</summary>
    private const int SideBySide = 8;

    /// <summary>Columns whose sums are kept at a time: 16 KiB.</summary>
    private const int Strip = 4096;

    /// <summary>Computes a problem that has one row and a right matrix that is not transposed.</summary>
    public static void Multiply(in GemmProblem problem)
    {
        float* sums = ThreadScratch.Get(ScratchUse.RowSums, Math.Min(Strip, problem.Columns) + TSimd.Lanes);
        int blockDepth = GemmBlocking.BlockDepth(problem.Depth);
        for (int column = 0; column < problem.Columns; column += Strip)
        {
            GemmProblem strip = problem.Part(0, 1, column, Math.Min(Strip, problem.Columns - column));
            int p = 0;
            do
            {
                int depth = Math.Min(blockDepth, problem.Depth - p);
                bool isLast = p + depth == problem.Depth;
                new Span<float>(sums, strip.Columns).Clear();
                for (int end = p + depth; p < end;)
                {
                    float* left = strip.Left + (p * strip.LeftDepthStride);
                    float* right = strip.Right + (p * strip.RightDepthStride);
                    if (end - p >= SideBySide)
                    {
                        AddEightRows(left, strip.LeftDepthStride, right, strip.RightDepthStride, strip.Columns, sums);
                        p += SideBySide;
                    }
                    else
                    {
                        AddRow(*left, right, strip.Columns, sums);
                        p++;
                    }
                }

                Finish(strip, sums, accumulate: strip.Accumulate || p > depth, isLast);
            }
            while (p < problem.Depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEightRows(float* left, nint leftStride, float* right, nint rightStride, int columns, float* sums)
    {
        TVector left0 = TSimd.Broadcast(left[0]);
        TVector left1 = TSimd.Broadcast(left[leftStride]);
        TVector left2 = TSimd.Broadcast(left[2 * leftStride]);
        TVector left3 = TSimd.Broadcast(left[3 * leftStride]);
        TVector left4 = TSimd.Broadcast(left[4 * leftStride]);
        TVector left5 = TSimd.Broadcast(left[5 * leftStride]);
        TVector left6 = TSimd.Broadcast(left[6 * leftStride]);
        TVector left7 = TSimd.Broadcast(left[7 * leftStride]);
        float* right4 = right + (4 * rightStride);
        nint twoRows = 2 * rightStride;
        nint threeRows = 3 * rightStride;

        // Whole cache lines of one row before those of the next: memory answers faster that way than line by line.
        int column = 0;
        for (; column <= columns - (4 * TSimd.Lanes); column += 4 * TSimd.Lanes)
        {
            TVector sum0 = TSimd.Load(sums + column);
            TVector sum1 = TSimd.Load(sums + column + TSimd.Lanes);
            TVector sum2 = TSimd.Load(sums + column + (2 * TSimd.Lanes));
            TVector sum3 = TSimd.Load(sums + column + (3 * TSimd.Lanes));
            AddVectors(left0, right, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left1, right + rightStride, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left2, right + twoRows, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left3, right + threeRows, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left4, right4, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left5, right4 + rightStride, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left6, right4 + twoRows, ref sum0, ref sum1, ref sum2, ref sum3);
            AddVectors(left7, right4 + threeRows, ref sum0, ref sum1, ref sum2, ref sum3);
            TSimd.Store(sums + column, sum0);
            TSimd.Store(sums + column + TSimd.Lanes, sum1);
            TSimd.Store(sums + column + (2 * TSimd.Lanes), sum2);
            TSimd.Store(sums + column + (3 * TSimd.Lanes), sum3);
            right += 4 * TSimd.Lanes;
            right4 += 4 * TSimd.Lanes;
        }

        for (; column <= columns - TSimd.Lanes; column += TSimd.Lanes)
        {
            TVector sum = TSimd.Load(sums + column);
            sum = TSimd.MultiplyAdd(left0, TSimd.Load(right), sum);
            sum = TSimd.MultiplyAdd(left1, TSimd.Load(right + rightStride), sum);
            sum = TSimd.MultiplyAdd(left2, TSimd.Load(right + twoRows), sum);
            sum = TSimd.MultiplyAdd(left3, TSimd.Load(right + threeRows), sum);
            sum = TSimd.MultiplyAdd(left4, TSimd.Load(right4), sum);
            sum = TSimd.MultiplyAdd(left5, TSimd.Load(right4 + rightStride), sum);
            sum = TSimd.MultiplyAdd(left6, TSimd.Load(right4 + twoRows), sum);
            sum = TSimd.MultiplyAdd(left7, TSimd.Load(right4 + threeRows), sum);
            TSimd.Store(sums + column, sum);
            right += TSimd.Lanes;
            right4 += TSimd.Lanes;
        }

        int rest = columns - column;
        if (rest > 0)
        {
            TVector sum = TSimd.LoadPartial(sums + column, rest);
            sum = TSimd.MultiplyAdd(left0, TSimd.LoadPartial(right, rest), sum);
            sum = TSimd.MultiplyAdd(left1, TSimd.LoadPartial(right + rightStride, rest), sum);
            sum = TSimd.MultiplyAdd(left2, TSimd.LoadPartial(right + twoRows, rest), sum);
            sum = TSimd.MultiplyAdd(left3, TSimd.LoadPartial(right + threeRows, rest), sum);
            sum = TSimd.MultiplyAdd(left4, TSimd.LoadPartial(right4, rest), sum);
            sum = TSimd.MultiplyAdd(left5, TSimd.LoadPartial(right4 + rightStride, rest), sum);
            sum = TSimd.MultiplyAdd(left6, TSimd.LoadPartial(right4 + twoRows, rest), sum);
            sum = TSimd.MultiplyAdd(left7, TSimd.LoadPartial(right4 + threeRows, rest), sum);
            TSimd.StorePartial(sums + column, sum, rest);
        }
    }

    /// <summary>Adds four vectors of a row, times an element of the left row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddVectors(TVector left, float* right, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
    {
        sum0 = TSimd.MultiplyAdd(left, TSimd.Load(right), sum0);
        sum1 = TSimd.MultiplyAdd(left, TSimd.Load(right + TSimd.Lanes), sum1);
        sum2 = TSimd.MultiplyAdd(left, TSimd.Load(right + (2 * TSimd.Lanes)), sum2);
        sum3 = TSimd.MultiplyAdd(left, TSimd.Load(right + (3 * TSimd.Lanes)), sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(float left, float* right, int columns, float* sums)
    {
        TVector factor = TSimd.Broadcast(left);
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, columns - column);
            TVector sum = TSimd.LoadPartial(sums + column, lanes);
            sum = TSimd.MultiplyAdd(factor, TSimd.LoadPartial(right + column, lanes), sum);
            TSimd.StorePartial(sums + column, sum, lanes);
        }
    }

    /// <summary>Adds what the result held, adds the bias, clips at zero, as asked; then stores the row.</summary>
    public static void Finish(in GemmProblem strip, float* sums, bool accumulate, bool isLast)
    {
        for (int column = 0; column < strip.Columns; column += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, strip.Columns - column);
            TVector sum = TSimd.LoadPartial(sums + column, lanes);
            if (accumulate)
            {
                sum = TSimd.Add(TSimd.LoadPartial(strip.Result + column, lanes), sum);
            }

            if (isLast && strip.Bias != null)
            {
                sum = TSimd.Add(sum, TSimd.LoadPartial(strip.Bias + column, lanes));
            }

            if (isLast && strip.ClipAtZero)
            {
                sum = TSimd.Max(TSimd.Zero, sum);
            }

            TSimd.StorePartial(strip.Result + column, sum, lanes);
        }
    }
}
