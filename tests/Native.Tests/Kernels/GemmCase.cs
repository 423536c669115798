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
        A = TestNumbers.AwayFromZero(seed, Length(transposeA ? depth : rows, StrideA, padding));
        B = TestNumbers.AwayFromZero(seed + 1, Length(transposeB ? columns : depth, StrideB, padding));
        C = TestNumbers.AwayFromZero(seed + 2, Length(rows, StrideC, padding));
        Bias = TestNumbers.AwayFromZero(seed + 3, columns);
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

    /// <summary>op(A)·op(B) and the rest by the definition, row by row without gaps.</summary>
    public SumReference Expected()
    {
        SumReference expected = new(Rows * Columns);
        for (int i = 0; i < expected.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, Columns);
            (int a, int stepA) = TransposeA ? (row, StrideA) : (row * StrideA, 1);
            (int b, int stepB) = TransposeB ? (column * StrideB, 1) : (column, StrideB);
            double sum = 0;
            double magnitude = 0;
            for (int p = 0; p < Depth; p++, a += stepA, b += stepB)
            {
                double term = (double)A[a] * B[b];
                sum += term;
                magnitude += Math.Abs(term);
            }

            expected.Add(i, sum, magnitude, Depth);
            if (Accumulate)
            {
                expected.Add(i, C[(row * StrideC) + column]);
            }

            if (HasBias)
            {
                expected.Add(i, Bias[column]);
            }
        }

        if (HasReLU)
        {
            expected.Rectify();
        }

        return expected;
    }

    /// <summary>Checks every element within the budget of <see cref="SumReference"/>, and that nothing between the rows was touched.</summary>
    public void AssertCorrect(float[] result)
    {
        float[] elements = new float[Rows * Columns];
        for (int i = 0; i < result.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, StrideC);
            if (column < Columns)
            {
                elements[(row * Columns) + column] = result[i];
            }
            else
            {
                Assert.True(result[i] == C[i], $"{this}: the gap after row {row} was overwritten.");
            }
        }

        Expected().AssertHolds(elements, ToString());
    }

    public override string ToString() =>
        $"[{Rows}, {Depth}]{(TransposeA ? "ᵀ" : "")}·[{Depth}, {Columns}]{(TransposeB ? "ᵀ" : "")}"
        + $"{(Accumulate ? " accumulated" : "")}{(HasBias ? " + bias" : "")}{(HasReLU ? " ReLU" : "")}";

    private static int Length(int rows, int stride, int padding) => Math.Max(0, (rows * stride) - (rows > 0 ? padding : 0));
}
