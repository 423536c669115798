using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class JoinTests
{
    private static readonly Shape[] Three = [new Shape(3, 4, 2), new Shape(3, 4, 2), new Shape(3, 4, 2)];

    [Fact]
    public void Add_is_the_sum_of_its_inputs() =>
        LayerCheck.Run(new Add(), Three, 3, (x, _, _) => [.. x[0].Select((value, i) => value + x[1][i] + x[2][i])]);

    [Fact]
    public void Average_is_the_mean_of_its_inputs() =>
        LayerCheck.Run(new Average(), Three, 3, (x, _, _) => [.. x[0].Select((value, i) => (value + x[1][i] + x[2][i]) / 3)]);

    [Fact]
    public void Multiply_is_the_product_of_its_inputs() =>
        LayerCheck.Run(new Multiply(), Three, 3, (x, _, _) => [.. x[0].Select((value, i) => value * x[1][i] * x[2][i])]);

    [Fact]
    public void Subtract_is_the_difference_of_its_inputs() =>
        LayerCheck.Run(new Subtract(), Three[..2], 3, (x, _, _) => [.. x[0].Select((value, i) => value - x[1][i])]);

    [Theory]
    [InlineData(1, new[] { 5 }, new[] { 1 })]
    [InlineData(1, new[] { 2, 3, 4 }, new[] { 3, 3, 4 })]
    [InlineData(2, new[] { 2, 3, 4 }, new[] { 2, 1, 4 })]
    [InlineData(-1, new[] { 2, 3, 4 }, new[] { 2, 3, 6 })]
    [InlineData(3, new[] { 2, 3, 1 }, new[] { 2, 3, 2 })]
    public void Concatenate_puts_its_inputs_side_by_side_in_either_layout(int axis, int[] left, int[] right)
    {
        const int batch = 3;
        LayerCheck.Run(new Concatenate(axis), [new Shape(left), new Shape(right)], batch, (x, _, n) => Side(x[0], x[1], n, axis, left, right));

        Tensor[] inputs = [new(new Shape(left).Prepend(batch)), new(new Shape(right).Prepend(batch))];
        var random = new TorchGenerator(4);
        random.FillNormal(inputs[0].Span, 0, 1);
        random.FillNormal(inputs[1].Span, 0, 1);
        var output = new LayerProbe(new Concatenate(axis), inputs).Output;
        var gradient = new Tensor(output.Shape);
        random.FillNormal(gradient.Span, 0, 1);
        var first = new LayerProbe(new Concatenate(axis), inputs, null, gradient);
        var last = new LayerProbe(new Concatenate(axis), inputs, null, gradient, channelsLast: true);
        Assert.Equal(first.Output.ToArray(), last.Output.ToArray());
        Assert.Equal(first.InputGradients[0].ToArray(), last.InputGradients[0].ToArray());
        Assert.Equal(first.InputGradients[1].ToArray(), last.InputGradients[1].ToArray());
    }

    [Fact]
    public void A_residual_join_adds_both_gradients()
    {
        // y = x + (x + x): dy/dx = 3.
        var input = Symbol.Input(4);
        var network = new Model(input, new Add().Call(input, new Add().Call(input, input)));
        network.Compile(new SGD(), new ProbeLoss());
        network.Build();
        var session = network.StartTraining(1, inputGradients: true);
        var output = session.Forward(Tensor.From([1, 4], [1f, 2f, 3f, 4f]));
        session.Cost(Tensor.From([1, 4], [1f, 1f, 1f, 1f]));
        session.Backward();
        Assert.Equal([3f, 6f, 9f, 12f], output.ToArray());
        Assert.Equal([3f, 3f, 3f, 3f], session.InputGradient().ToArray());
    }

    [Fact]
    public void Wrong_inputs_are_refused_with_their_shapes()
    {
        Symbol a = Symbol.Input(3), b = Symbol.Input(4), image = Symbol.Input(new Shape(2, 3, 3)), other = Symbol.Input(new Shape(2, 4, 3));
        Assert.Contains("joins inputs of one shape, got [3] and [4]", Assert.Throws<NetworkException>(() => new Add().Call(a, b)).Message);
        Assert.Contains("joins two inputs or more, got 1", Assert.Throws<NetworkException>(() => new Multiply().Call(a)).Message);
        Assert.Contains("takes two inputs, got 3", Assert.Throws<NetworkException>(() => new Subtract().Call(a, a, a)).Message);
        Assert.Contains("all other extents must be equal", Assert.Throws<NetworkException>(() => new Concatenate().Call(image, other)).Message);
        Assert.Contains("the same number of axes", Assert.Throws<NetworkException>(() => new Concatenate().Call(a, image)).Message);
        Assert.Contains("joins along axis 0", Assert.Throws<NetworkException>(() => new Concatenate(0).Call(a, b)).Message);
        Assert.Contains("joins along axis 4", Assert.Throws<NetworkException>(() => new Concatenate(4).Call(image, image)).Message);
    }

    private static Var[] Side(Var[] a, Var[] b, int n, int axis, int[] left, int[] right)
    {
        var position = axis < 0 ? axis + left.Length : axis - 1;
        var outer = left[..position].Aggregate(n, (product, extent) => product * extent);
        int runA = a.Length / outer, runB = b.Length / outer;
        Assert.Equal(left.Length, right.Length);
        return [.. Enumerable.Range(0, outer).SelectMany(o => a[(o * runA)..((o + 1) * runA)].Concat(b[(o * runB)..((o + 1) * runB)])).Select(value => 1 * value)];
    }
}
