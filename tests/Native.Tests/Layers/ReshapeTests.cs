using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class ReshapeTests
{
    [Theory]
    [InlineData(new[] { 2, 3, 4 }, new[] { 24 })]
    [InlineData(new[] { 24 }, new[] { 2, -1, 4 })]
    [InlineData(new[] { 3, 4 }, new[] { -1 })]
    public void Reshape_keeps_the_public_order(int[] from, int[] to) =>
        LayerCheck.Run(new Reshape(to), [new Shape(from)], 3, (x, _, _) => [.. x[0].Select(value => 1 * value)]);

    [Fact]
    public void Reshape_keeps_the_public_order_of_a_batch_that_lies_channels_last()
    {
        var x = new Tensor([2, 3, 4, 2]);
        for (var i = 0; i < x.Count; i++)
        {
            x.Span[i] = i;
        }

        var probe = new LayerProbe(new Reshape(4, -1), [x], null, x.Reshape([2, 4, 6]), channelsLast: true);
        Assert.Equal(new Shape(2, 4, 6), probe.Output.Shape);
        Assert.Equal(x.ToArray(), probe.Output.ToArray());
        Assert.Equal(x.ToArray(), probe.InputGradients[0].ToArray());
    }

    [Fact]
    public void A_shape_of_another_size_is_refused()
    {
        Assert.Contains("which have 6 elements, into [4, -1]", Assert.Throws<NetworkException>(() => new Reshape(4, -1).Call(Symbol.Input(6))).Message);
        Assert.Throws<ArgumentException>(() => new Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => new Reshape(2, 0));
    }

    [Theory]
    [InlineData(new[] { 3, 4 }, new[] { 2, 1 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 3, 1, 2 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 1, 2, 3 })]
    [InlineData(new[] { 2, 1, 3, 4 }, new[] { 4, 2, 1, 3 })]
    public void Permute_orders_axes(int[] shape, int[] axes) =>
        LayerCheck.Run(new Permute(axes), [new Shape(shape)], 2, (x, _, n) => Permuted(x[0], n, shape, axes));

    [Fact]
    public void Permute_needs_each_axis_once()
    {
        Assert.Throws<ArgumentException>(() => new Permute(1, 1));
        Assert.Throws<ArgumentException>(() => new Permute(0, 1));
        Assert.Contains("orders 2 axes, got samples of shape [2, 3, 4]", Assert.Throws<NetworkException>(() => new Permute(2, 1).Call(Symbol.Input(new Shape(2, 3, 4)))).Message);
    }

    private static Var[] Permuted(Var[] x, int n, int[] shape, int[] axes)
    {
        var size = x.Length / n;
        int[] target = [.. axes.Select(axis => shape[axis - 1])];
        var y = new Var[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            // The index of output element i along each of its axes, then the same element of the input.
            var rest = i % size;
            var index = new int[shape.Length];
            for (var k = target.Length - 1; k >= 0; k--)
            {
                index[axes[k] - 1] = rest % target[k];
                rest /= target[k];
            }

            var source = index.Select((value, axis) => (value, axis)).Aggregate(0, (sum, pair) => (sum * shape[pair.axis]) + pair.value);
            y[i] = 1 * x[(i / size * size) + source];
        }

        return y;
    }
}
