namespace Interop.Native.Tests.Kernels;

/// <summary>One product of matrices with all its settings, its operands, and its result by the definition in float64.</summary>
internal sealed class GemmCase
{
    public GemmCase(int seed, int rows, int columns, int depth, bool transposeA, bool transposeB, int padding = 0)
    {
        (Rows, Columns, Depth, TransposeA, TransposeB) = (rows, columns, depth, transposeA, transposeB);
        StrideA = (transposeA ? rows : depth) + padding;
        StrideB = (transposeB ? depth : columns) + padding;
        StrideC = columns + padding;
        A = TestNumbers.Uniform(seed, Length(transposeA ? depth : rows, StrideA, padding));
        B = TestNumbers.Uniform(seed + 1, Length(transposeB ? columns : depth, StrideB, padding));
        C = TestNumbers.Uniform(seed + 2, Length(rows, StrideC, padding));
        Bias = TestNumbers.Uniform(seed + 3, columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Depth { get; }

    public bool TransposeA { get; }

    public bool TransposeB { get; }

    public int StrideA { get; }

    public int StrideB { get; }

    public int StrideC { get; }

    public float[] A { get; }

    public float[] B { get; }

    public float[] C { get; }

    public float[] Bias { get; }

    public bool Accumulate { get; init; }

    public bool HasBias { get; init; }

    public bool HasReLU { get; init; }

    /// <summary>The result as the kernel gives it, in C's layout.</summary>
    public float[] Multiply(int threads)
    {
        float[] result = [.. C];
        Native.Kernels.GemmEpilogue epilogue = new(
            HasBias ? Bias : default, HasReLU ? Native.Kernels.GemmActivation.ReLU : Native.Kernels.GemmActivation.None);
        Native.Kernels.Gemm.Multiply(
            TransposeA, TransposeB, Rows, Columns, Depth, A, StrideA, B, StrideB, result, StrideC, Accumulate, epilogue,
            Native.Kernels.WorkerPool.Get(threads));
        return result;
    }

    /// <summary>Element (row, column) of op(A)·op(B) and the rest, by the definition.</summary>
    public double Expected(int row, int column)
    {
        double sum = Accumulate ? C[(row * StrideC) + column] : 0;
        ReadOnlySpan<float> a = Depth == 0 ? default : A.AsSpan(TransposeA ? row : row * StrideA);
        ReadOnlySpan<float> b = Depth == 0 ? default : B.AsSpan(TransposeB ? column * StrideB : column);
        int stepA = TransposeA ? StrideA : 1;
        int stepB = TransposeB ? 1 : StrideB;
        for (int p = Depth - 1; p >= 0; p--)
        {
            sum += (double)a[p * stepA] * b[p * stepB];
        }

        sum += HasBias ? Bias[column] : 0;
        return HasReLU ? Math.Max(0, sum) : sum;
    }

    /// <summary>Checks every element, and that nothing between the rows was touched.</summary>
    public void AssertCorrect(float[] result)
    {
        // Each of `depth` roundings errs by up to 2⁻²⁴ of a partial sum, which stays around √depth; errors of both signs
        // add up to √depth times one of them, rarely to a few times that.
        double tolerance = 1e-6 * (1 + Math.Sqrt(Depth)) * (1 + (Math.Sqrt(Depth) / 10));
        for (int i = 0; i < result.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, StrideC);
            if (column >= Columns)
            {
                Assert.True(result[i] == C[i], $"{this}: the gap after row {row} was overwritten.");
            }
            else
            {
                double expected = Expected(row, column);
                Assert.True(
                    Math.Abs(result[i] - expected) <= tolerance,
                    $"{this}: element ({row}, {column}) is {result[i]}, expected {expected}.");
            }
        }
    }

    public override string ToString() =>
        $"[{Rows}, {Depth}]{(TransposeA ? "ᵀ" : "")}·[{Depth}, {Columns}]{(TransposeB ? "ᵀ" : "")}"
        + $"{(Accumulate ? " accumulated" : "")}{(HasBias ? " + bias" : "")}{(HasReLU ? " ReLU" : "")}";

    private static int Length(int rows, int stride, int padding) => Math.Max(0, (rows * stride) - (rows > 0 ? padding : 0));
}
