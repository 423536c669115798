using Interop.Native.Kernels;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

public class GemmTests
{
    public static TheoryData<int> ThreadCounts => TestNumbers.ThreadCounts;

    public static TheoryData<bool, bool> Transpositions => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    /// <summary>Every number of rows and columns around the sizes of tiles and vectors, at depths around theirs.</summary>
    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Small_products_of_every_shape(bool transposeA, bool transposeB)
    {
        foreach (int depth in (int[])[0, 1, 15, 17, 33])
        {
            for (int rows = 1; rows <= 30; rows += rows < 17 ? 1 : 6)
            {
                for (int columns = 1; columns <= 70; columns += columns < 36 ? 4 : 11)
                {
                    GemmCase product = new(rows + columns, rows, columns, depth, transposeA, transposeB, padding: columns % 3);
                    product.AssertCorrect(product.Multiply(threads: 1));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Random_products_with_every_ending(bool transposeA, bool transposeB)
    {
        System.Random random = new(transposeA ? 1 : 2);
        for (int repeat = 0; repeat < 100; repeat++)
        {
            bool isLarge = repeat % 20 == 0;
            GemmCase product = new(
                repeat,
                random.Next(1, isLarge ? 150 : 40),
                random.Next(1, isLarge ? 300 : 80),
                random.Next(0, isLarge ? 900 : 60),
                transposeA,
                transposeB,
                padding: random.Next(4))
            {
                Accumulate = random.Next(2) == 0,
                HasBias = random.Next(2) == 0,
                HasReLU = random.Next(2) == 0,
            };
            product.AssertCorrect(product.Multiply(threads: 1 + (repeat % 3)));
        }
    }

    /// <summary>
    /// Panels that are packed, read ahead or neither; rows that stream; products that are computed the other way round;
    /// depths that end within a block.
    /// </summary>
    [Theory]
    [InlineData(500, 40, 20, false, false)]
    [InlineData(20, 2100, 17, false, false)]
    [InlineData(15, 280, 1024, false, true)]
    [InlineData(33, 1300, 130, false, true)]
    [InlineData(50, 1024, 50, false, false)]
    [InlineData(500, 280, 33, true, false)]
    [InlineData(20, 35, 1200, true, true)]
    [InlineData(1, 257, 1100, false, false)]
    [InlineData(1, 4200, 75, true, false)]
    [InlineData(1, 700, 300, false, true)]
    [InlineData(7, 333, 700, false, true)]
    [InlineData(33, 150, 1030, true, true)]
    [InlineData(60, 1024, 40, false, false)]
    [InlineData(60, 300, 530, false, false)]
    public void Products_of_several_blocks(int rows, int columns, int depth, bool transposeA, bool transposeB)
    {
        GemmCase plain = new(1, rows, columns, depth, transposeA, transposeB);
        GemmCase complete = new(1, rows, columns, depth, transposeA, transposeB) { Accumulate = true, HasBias = true, HasReLU = true };

        plain.AssertCorrect(plain.Multiply(threads: 1));
        complete.AssertCorrect(complete.Multiply(threads: 2));
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Thread_counts_do_not_change_the_bits(bool transposeA, bool transposeB)
    {
        GemmCase product = new(5, 130, 333, 400, transposeA, transposeB) { Accumulate = true, HasBias = true };
        uint[] alone = TestNumbers.Bits(product.Multiply(threads: 1));

        Assert.All(ThreadCounts, threads => Assert.Equal(alone, TestNumbers.Bits(product.Multiply(threads.Data))));
    }

    /// <summary>A single row is shared by blocks of the depth, whose sums are added in order.</summary>
    [Theory]
    [InlineData(128, 2100, false)]
    [InlineData(37, 4000, true)]
    [InlineData(700, 1030, false)]
    [InlineData(256, 784, true)]
    [InlineData(1100, 2060, true)]
    public void A_single_row_has_the_same_bits_on_any_number_of_threads(int columns, int depth, bool isComplete)
    {
        GemmCase product = new(7, 1, columns, depth, transposeA: false, transposeB: false, padding: columns % 3)
        {
            Accumulate = isComplete, HasBias = isComplete, HasReLU = isComplete,
        };
        float[] alone = product.Multiply(threads: 1);

        product.AssertCorrect(alone);
        Assert.All(ThreadCounts, threads => Assert.Equal(TestNumbers.Bits(alone), TestNumbers.Bits(product.Multiply(threads.Data))));
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void A_row_has_the_same_bits_alone_and_among_others(bool transposeA, bool transposeB)
    {
        GemmCase product = new(6, 37, 75, 801, transposeA, transposeB);
        float[] together = product.Multiply(threads: 2);
        for (int row = 0; row < product.Rows; row += 4)
        {
            float[] alone = new float[product.Columns];
            Gemm.Multiply(
                transposeA, transposeB, 1, product.Columns, product.Depth, product.A.AsSpan(transposeA ? row : row * product.StrideA),
                product.StrideA, product.B, product.StrideB, alone, product.Columns, false, WorkerPool.Get(1));
            Assert.Equal(TestNumbers.Bits(together.AsSpan(row * product.StrideC, product.Columns)), TestNumbers.Bits(alone));
        }
    }

    /// <summary>Whole vectors are read and written where they fit; at the end of the memory they may not.</summary>
    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Nothing_beyond_the_operands_is_touched(bool transposeA, bool transposeB)
    {
        foreach ((int rows, int columns, int depth) in ((int, int, int)[])[(1, 1, 1), (5, 3, 7), (13, 37, 18), (100, 19, 33), (1, 100, 50), (14, 300, 70)])
        {
            using GuardedMemory a = new(rows * depth);
            using GuardedMemory b = new(depth * columns);
            using GuardedMemory c = new(rows * columns);
            using GuardedMemory bias = new(columns);
            GemmCase product = new(8, rows, columns, depth, transposeA, transposeB) { HasBias = true };
            product.A.CopyTo(a.Span);
            product.B.CopyTo(b.Span);
            product.Bias.CopyTo(bias.Span);
            Gemm.Multiply(
                transposeA, transposeB, rows, columns, depth, a.Span, product.StrideA, b.Span, product.StrideB, c.Span, columns,
                false, new GemmEpilogue(bias.Span, GemmActivation.None), WorkerPool.Get(1));
            product.AssertCorrect(c.Span.ToArray());
        }
    }

    [Fact]
    public void ReLU_keeps_NaN()
    {
        float[] result = new float[1];
        Gemm.Multiply(
            false, false, 1, 1, 1, [float.NaN], 1, [1f], 1, result, 1, false, new GemmEpilogue(default, GemmActivation.ReLU), WorkerPool.Get(1));
        Assert.True(float.IsNaN(result[0]));
    }

    [Fact]
    public void An_empty_product_leaves_the_result_alone_and_an_empty_depth_gives_zero()
    {
        float[] result = [1f, 2f, 3f, 4f];
        Gemm.Multiply(false, false, 0, 2, 3, [], 3, new float[6], 2, result, 2, false, WorkerPool.Get(1));
        Assert.Equal([1f, 2f, 3f, 4f], result);

        Gemm.Multiply(false, false, 2, 2, 0, [], 0, [], 2, result, 2, true, WorkerPool.Get(1));
        Assert.Equal([1f, 2f, 3f, 4f], result);

        Gemm.Multiply(false, false, 2, 2, 0, [], 0, [], 2, result, 2, false, WorkerPool.Get(1));
        Assert.Equal([0f, 0f, 0f, 0f], result);
    }

    [Theory]
    [InlineData(5, 6, 6, 3, "Matrix A")]
    [InlineData(6, 5, 6, 3, "Matrix B")]
    [InlineData(6, 6, 3, 3, "Matrix C")]
    [InlineData(6, 6, 6, 2, "Rows of matrix A")]
    public void Operands_too_short_are_refused(int lengthOfA, int lengthOfB, int lengthOfC, int strideOfA, string message)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Gemm.Multiply(
            false, false, 2, 2, 3, new float[lengthOfA], strideOfA, new float[lengthOfB], 2, new float[lengthOfC], 2, false, WorkerPool.Get(1)));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bias_of_another_length_and_a_result_within_an_operand_are_refused()
    {
        float[] numbers = new float[8];
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(
            false, false, 2, 2, 2, numbers, 2, numbers, 2, new float[4], 2, false, new GemmEpilogue(new float[3], default), WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(
            false, false, 2, 2, 2, numbers.AsSpan(0, 4), 2, numbers.AsSpan(4), 2, numbers.AsSpan(2, 4), 2, false, WorkerPool.Get(1)));
    }

    [Fact]
    public void A_product_allocates_nothing_in_steady_state()
    {
        GemmCase product = new(9, 70, 90, 400, transposeA: true, transposeB: true);
        float[] result = new float[product.C.Length];
        var before = AllocatedBytes.Now;

        // The first is all this thread's own, so that it has the memory for whichever part it gets later.
        for (int repeat = 0; repeat < 20; repeat++)
        {
            if (repeat == 10)
            {
                before = AllocatedBytes.Now;
            }

            Gemm.Multiply(
                true, true, product.Rows, product.Columns, product.Depth, product.A, product.StrideA, product.B, product.StrideB, result,
                product.StrideC, false, WorkerPool.Get(repeat == 0 ? 1 : 2));
        }

        before.AssertNoMore();
    }
}
