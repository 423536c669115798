using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>The general product of matrices, which most of the work of a network is.</summary>
/// <remarks>
/// Each element of the result is summed by fused multiply-adds in the order of the depth, within blocks of the depth
/// that depend on the depth alone; the blocks' sums are added in order. So the bits of the result do not depend on the
/// number of threads, on the widths of vectors that multiply and add with one rounding, or on the other rows and
/// columns.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>C[i, j] (=|+=) Σₚ op(A)[i, p] · op(B)[p, j].</summary>
    /// <param name="transposeA">Whether op(A) is the transpose of A: A is [k, m] then, else [m, k].</param>
    /// <param name="transposeB">Whether op(B) is the transpose of B: B is [n, k] then, else [k, n].</param>
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="k">Columns of op(A), rows of op(B).</param>
    /// <param name="a">The matrix A, row by row.</param>
    /// <param name="lda">Elements from one row of A to the next.</param>
    /// <param name="b">The matrix B, row by row.</param>
    /// <param name="ldb">Elements from one row of B to the next.</param>
    /// <param name="c">The matrix C, row by row; overlaps neither A nor B.</param>
    /// <param name="ldc">Elements from one row of C to the next.</param>
    /// <param name="accumulate">Whether the product is added to C, or replaces it.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A size is negative, a stride shorter than a row, a span too short.</exception>
    public static void Multiply(
        bool transposeA,
        bool transposeB,
        int m,
        int n,
        int k,
        ReadOnlySpan<float> a,
        int lda,
        ReadOnlySpan<float> b,
        int ldb,
        Span<float> c,
        int ldc,
        bool accumulate,
        WorkerPool pool)
        => Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, accumulate, default, pool);

    /// <summary>C[i, j] = activation((C[i, j] +) Σₚ op(A)[i, p] · op(B)[p, j] + bias[j]).</summary>
    /// <param name="transposeA">Whether op(A) is the transpose of A: A is [k, m] then, else [m, k].</param>
    /// <param name="transposeB">Whether op(B) is the transpose of B: B is [n, k] then, else [k, n].</param>
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="k">Columns of op(A), rows of op(B).</param>
    /// <param name="a">The matrix A, row by row.</param>
    /// <param name="lda">Elements from one row of A to the next.</param>
    /// <param name="b">The matrix B, row by row.</param>
    /// <param name="ldb">Elements from one row of B to the next.</param>
    /// <param name="c">The matrix C, row by row; overlaps neither A nor B.</param>
    /// <param name="ldc">Elements from one row of C to the next.</param>
    /// <param name="accumulate">Whether the product is added to C, or replaces it.</param>
    /// <param name="epilogue">The bias and the activation.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A size is negative, a stride shorter than a row, a span too short.</exception>
    public static void Multiply(
        bool transposeA,
        bool transposeB,
        int m,
        int n,
        int k,
        ReadOnlySpan<float> a,
        int lda,
        ReadOnlySpan<float> b,
        int ldb,
        Span<float> c,
        int ldc,
        bool accumulate,
        GemmEpilogue epilogue,
        WorkerPool pool)
    {
        CheckMatrix("A", a.Length, transposeA ? k : m, transposeA ? m : k, lda);
        CheckMatrix("B", b.Length, transposeB ? n : k, transposeB ? k : n, ldb);
        CheckMatrix("C", c.Length, m, n, ldc);
        CheckEpilogue(epilogue, n);
        if (c.Overlaps(a) || c.Overlaps(b))
        {
            throw new ArgumentException("The result of a product may not overlap its operands.", nameof(c));
        }

        if (m == 0 || n == 0)
        {
            return;
        }

        fixed (float* left = a)
        fixed (float* right = b)
        fixed (float* result = c)
        fixed (float* bias = epilogue.Bias)
        {
            GemmProblem problem = new()
            {
                Rows = m,
                Columns = n,
                Depth = k,
                Left = left,
                LeftRowStride = transposeA ? 1 : lda,
                LeftDepthStride = transposeA ? lda : 1,
                Right = right,
                RightDepthStride = transposeB ? 1 : ldb,
                RightColumnStride = transposeB ? ldb : 1,
                Result = result,
                ResultStride = ldc,
                Bias = bias,
                Accumulate = accumulate,
                ClipAtZero = epilogue.Activation == GemmActivation.ReLU,
            };
            if (RowDepthSplit.IsBetter(problem, pool.Threads))
            {
                RowDepthSplit.Multiply(problem, pool);
                return;
            }

            GemmSplit split = new(problem, pool.Threads);
            if (split.Parts == 1)
            {
                MultiplyOnThisThread(problem);
            }
            else
            {
                pool.Run(split.Parts, &MultiplyPart, &split);
            }
        }
    }

    private static void MultiplyPart(void* split, int part) => MultiplyOnThisThread(((GemmSplit*)split)->Part(part));

    /// <summary>Computes a product whose operands were checked.</summary>
    internal static void MultiplyOnThisThread(in GemmProblem problem)
    {
        if (SimdDispatch.Has512)
        {
            GemmDriver<GemmTiles512, Simd512, Vector512<float>>.Multiply(problem);
        }
        else if (SimdDispatch.Has256)
        {
            GemmDriver<GemmTiles256, Simd256, Vector256<float>>.Multiply(problem);
        }
        else
        {
            GemmDriver<GemmTiles128, Simd128, Vector128<float>>.Multiply(problem);
        }
    }

    private static void CheckMatrix(string name, int length, int rows, int columns, int stride)
    {
        if (rows < 0 || columns < 0)
        {
            throw new ArgumentException($"Matrix {name} cannot be [{rows}, {columns}].");
        }

        if (stride < columns)
        {
            throw new ArgumentException($"Rows of matrix {name} have {columns} elements but begin every {stride}.");
        }

        long needed = rows == 0 || columns == 0 ? 0 : ((rows - 1) * (long)stride) + columns;
        if (length < needed)
        {
            throw new ArgumentException(
                $"Matrix {name}, [{rows}, {columns}] with rows {stride} elements apart, needs {needed} elements, got {length}.");
        }
    }

    private static void CheckEpilogue(GemmEpilogue epilogue, int columns)
    {
        if (!epilogue.Bias.IsEmpty && epilogue.Bias.Length != columns)
        {
            throw new ArgumentException(
                $"A bias needs one element for each of the {columns} columns, got {epilogue.Bias.Length}.");
        }
    }
}
