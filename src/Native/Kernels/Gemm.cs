namespace Interop.Native.Kernels;

/// <summary>General matrix product: C (=|+=) op(A)·op(B).</summary>
internal static class Gemm
{
    /// <summary>C[i, j] (=|+=) Σ_p op(A)[i, p]·op(B)[p, j].</summary>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool accumulate, WorkerPool pool)
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = 0f;
                for (var p = 0; p < k; p++)
                {
                    sum = MathF.FusedMultiplyAdd(transposeA ? a[(p * lda) + i] : a[(i * lda) + p], transposeB ? b[(j * ldb) + p] : b[(p * ldb) + j], sum);
                }

                c[(i * ldc) + j] = accumulate ? c[(i * ldc) + j] + sum : sum;
            }
        }
    }
}
