using Interop.Native.Tensors;

namespace Interop.Native.Tests.Tensors;

public sealed class TensorTests
{
    [Fact]
    public void Elements_lie_row_major()
    {
        var tensor = Tensor.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal(new Shape(2, 3), tensor.Shape);
        Assert.Equal(6, tensor[1, 2]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], tensor.ToArray());
    }

    [Fact]
    public void Rows_and_reshapes_share_memory_and_clones_do_not()
    {
        var tensor = new Tensor([4, 3]);
        tensor.Rows(1, 2)[1, 0] = 7;
        Assert.Equal(7, tensor[2, 0]);
        tensor.Reshape([2, 6])[1, 1] = 9;
        Assert.Equal(9, tensor[2, 1]);
        var clone = tensor.Clone();
        clone[2, 1] = 0;
        Assert.Equal(9, tensor[2, 1]);
    }

    [Fact]
    public void Memory_begins_on_a_cache_line()
    {
        for (var size = 1; size < 40; size++)
        {
            Assert.Equal(0, AddressOf(new Tensor([size])) % 64);
        }
    }

    [Fact]
    public void Wrong_positions_and_counts_are_refused()
    {
        var tensor = new Tensor([2, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[0, -1]);
        Assert.Throws<ArgumentException>(() => tensor[0]);
        Assert.Throws<ArgumentException>(() => tensor.Reshape([4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Rows(1, 2));
        Assert.Throws<ArgumentException>(() => Tensor.From([2, 2], [1, 2, 3]));
    }

    [Fact]
    public void Class_indices_must_be_exact_as_floats()
    {
        Assert.Equal([2f, 0, 1], Tensor.FromClasses([2, 0, 1]).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromClasses([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromClasses([1 << 24]));
    }

    private static unsafe long AddressOf(Tensor tensor)
    {
        fixed (float* pointer = tensor.Span)
        {
            return (long)pointer;
        }
    }
}
