using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

/// <summary>Kernels that move elements and change none, against plain loops.</summary>
public class TransposeTests
{
    [Fact]
    public void A_matrix_with_gaps_between_its_rows()
    {
        for (var rows = 1; rows <= 37; rows += rows < 18 ? 1 : 3)
        {
            for (var columns = 1; columns <= 37; columns += columns < 18 ? 1 : 3)
            {
                var source = TestNumbers.Uniform(rows, rows * (columns + 3));
                var target = new float[columns * (rows + 2)];
                Array.Fill(target, 7f);
                Strided strided = new(source, target, rows, columns);
                SimdDispatch.Run(ref strided);
                for (var i = 0; i < target.Length; i++)
                {
                    var (column, row) = Math.DivRem(i, rows + 2);
                    Assert.Equal(row < rows ? source[(row * (columns + 3)) + column] : 7f, target[i]);
                }
            }
        }
    }

    [Fact]
    public void Each_matrix_of_a_batch()
    {
        System.Random random = new(41);
        for (var repeat = 0; repeat < 60; repeat++)
        {
            // Every third is large enough to be shared out.
            var (batch, rows, columns) = repeat % 3 == 0
                ? (random.Next(5, 9), random.Next(60, 150), random.Next(110, 150))
                : (random.Next(1, 4), random.Next(1, 40), random.Next(1, 40));
            var source = TestNumbers.Uniform(repeat, batch * rows * columns);
            var target = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    var result = new float[source.Length];
                    BatchTranspose.Run(batch, rows, columns, source, result, pool);
                    return [result];
                },
                "transpose")[0];
            for (var i = 0; i < source.Length; i++)
            {
                var (row, column) = Math.DivRem(i % (rows * columns), columns);
                Assert.Equal(source[i], target[(i / (rows * columns) * rows * columns) + (column * rows) + row]);
            }
        }
    }

    [Fact]
    public void Nothing_beyond_the_batch_is_touched()
    {
        for (var rows = 1; rows <= 20; rows++)
        {
            for (var columns = 1; columns <= 20; columns += 3)
            {
                using GuardedMemory source = new(2 * rows * columns);
                using GuardedMemory target = new(2 * rows * columns);
                source.Span.Fill(3f);
                BatchTranspose.Run(2, rows, columns, source.Span, target.Span, WorkerPool.Get(1));
                Assert.All(target.Span.ToArray(), value => Assert.Equal(3f, value));
            }
        }
    }

    [Fact]
    public void Axes_in_any_order_and_back()
    {
        System.Random random = new(42);
        for (var repeat = 0; repeat < 100; repeat++)
        {
            int[] extents = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 7))];
            int[] axes = [.. Enumerable.Range(1, extents.Length)];
            random.Shuffle(axes);
            var size = extents.Aggregate(1, (product, extent) => product * extent);
            var batch = random.Next(1, 4);
            var source = TestNumbers.Uniform(repeat, batch * size);
            var target = new float[source.Length];
            AxisPermutation.Gather(batch, new Shape(extents), axes, source, target);

            int[] turned = [.. axes.Select(axis => extents[axis - 1])];
            for (var i = 0; i < target.Length; i++)
            {
                // The index of each of the target's axes, last one first, is that of the source's axis it came from.
                var (rest, from) = (i % size, i / size * size);
                for (var k = axes.Length - 1; k >= 0; k--)
                {
                    var (behind, index) = Math.DivRem(rest, turned[k]);
                    from += index * extents.Skip(axes[k]).Aggregate(1, (product, extent) => product * extent);
                    rest = behind;
                }

                Assert.Equal(source[from], target[i]);
            }

            var back = new float[source.Length];
            AxisPermutation.Scatter(batch, new Shape(extents), axes, target, back);
            Assert.Equal(source, back);
        }
    }

    private readonly struct Strided(float[] source, float[] target, int rows, int columns) : ISimdKernel
    {
        public unsafe void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            fixed (float* from = source)
            fixed (float* to = target)
            {
                MatrixTranspose<TSimd, TVector>.Run(from, columns + 3, rows, columns, to, rows + 2);
            }
        }
    }
}
