using Interop.Native.Tensors;

namespace Interop.Native.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void Equal_extents_make_equal_shapes()
    {
        Assert.Equal(new Shape(2, 3), Shape.Create([2, 3]));
        Assert.Equal(new Shape(2, 3).GetHashCode(), (Shape.Create([2, 3])).GetHashCode());
        Assert.NotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.Equal(default, (Shape)[]);
    }

    [Fact]
    public void Axes_count_from_both_ends()
    {
        Shape shape = [2, 3, 5];
        Assert.Equal(2, shape[0]);
        Assert.Equal(5, shape[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[-4]);
    }

    [Fact]
    public void The_size_is_the_product_of_the_extents()
    {
        Assert.Equal(30, new Shape(2, 3, 5).Size);
        Assert.Equal(1, default(Shape).Size);
        Assert.Equal(0, new Shape(2, 0).Size);
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Shape(2, -1));
        Assert.Throws<ArgumentException>(() => new Shape(1 << 16, 1 << 16));
    }

    [Fact]
    public void A_shape_prints_its_extents() => Assert.Equal("[32, 784]", new Shape(32, 784).ToString());
}
