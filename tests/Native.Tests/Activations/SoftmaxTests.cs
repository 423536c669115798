using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Activations;

public sealed class SoftmaxTests
{
    // The batch's shape and the axis along which it sums to 1.
    public static TheoryData<int[], int> Cases => new()
    {
        { [1, 1], 1 },
        { [1, 10], -1 },
        { [5, 16], -1 },
        { [3, 17], 1 },
        { [2, 100], -1 },
        { [4, 3, 5], 1 },
        { [4, 3, 5], 2 },
        { [2, 5, 4, 9], 1 },
        { [2, 3, 1, 21], 1 },
        { [2, 5, 4, 9], -2 },
        { [2, 5, 4, 9], -1 },
        { [6, 4], 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Softmax_and_its_gradient_are_those_of_the_formula(int[] batch, int axis) =>
        LayerCheck.Run(new Activation(new Softmax(axis)), [new Shape(batch.AsSpan(1))], batch[0], (x, _, _) => Formula(x[0], batch, axis, logarithm: false));

    [Theory]
    [MemberData(nameof(Cases))]
    public void LogSoftmax_and_its_gradient_are_those_of_the_formula(int[] batch, int axis) =>
        LayerCheck.Run(new Activation(new LogSoftmax(axis)), [new Shape(batch.AsSpan(1))], batch[0], (x, _, _) => Formula(x[0], batch, axis, logarithm: true));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_memory_layout_does_not_matter(int[] batch, int axis)
    {
        var shape = new Shape(batch);
        var x = new Tensor(shape);
        var dy = new Tensor(shape);
        var random = new TorchGenerator(3);
        random.FillNormal(x.Span, 0, 2);
        random.FillNormal(dy.Span, 0, 1);
        foreach (var function in new ActivationFunction[] { new Softmax(axis), new LogSoftmax(axis) })
        {
            var first = new LayerProbe(new Activation(function), [x], null, dy);
            var last = new LayerProbe(new Activation(function), [x], null, dy, channelsLast: true);
            Tolerance.Float32.AssertClose(first.Output.Span, last.Output.Span, "output");
            Tolerance.Float32.AssertClose(first.InputGradients[0].Span, last.InputGradients[0].Span, "gradient");
        }
    }

    [Fact]
    public void Saturated_logits_stay_finite()
    {
        float[] x = [1e4f, -1e4f, 0f, 1e4f, -1e4f, -1e4f];
        var y = new float[6];
        new Softmax().Forward(x, y, new AxisView(2, 3, 1));
        Assert.Equal([1f, 0f, 0f, 1f, 0f, 0f], y);
        new LogSoftmax().Forward(x, y, new AxisView(2, 3, 1));
        Assert.Equal([0f, -2e4f, -1e4f, 0f, -2e4f, -2e4f], y);
        new Softmax(1).Forward(x, y, new AxisView(1, 2, 3));
        Assert.Equal([0.5f, 0.5f, 1f, 0.5f, 0.5f, 0f], y);
    }

    [Fact]
    public void Rows_sum_to_one()
    {
        var x = new float[64 * 1000];
        new TorchGenerator(1).FillNormal(x, 0, 5);
        new Softmax().Forward(x, x, new AxisView(64, 1000, 1));
        for (var row = 0; row < 64; row++)
        {
            Tolerance.Float32.AssertClose(1, x.AsSpan(row * 1000, 1000).ToArray().Sum(value => (double)value), "sum");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(1000)]
    public void Values_are_within_the_rounding_of_the_difference_to_the_largest(int length)
    {
        var x = new float[length];
        new TorchGenerator((ulong)length).FillNormal(x, 0, 3);
        var exact = x.Select(value => Math.Exp((double)value - x.Max())).ToArray();
        double[] expected = [.. exact.Select(value => value / exact.Sum())];
        double[] logarithms = [.. expected.Select(value => Math.Log(value))];
        var y = new float[length];
        new Softmax().Forward(x, y, new AxisView(1, length, 1));
        Tolerance.Float32.AssertClose(expected, y, "softmax");
        new LogSoftmax().Forward(x, y, new AxisView(1, length, 1));
        Tolerance.Float32.AssertClose(logarithms, y, "logarithm");
    }

    private static Var[] Formula(Var[] x, int[] batch, int axis, bool logarithm)
    {
        var y = new Var[x.Length];
        axis = axis < 0 ? axis + batch.Length : axis;
        var inner = batch[(axis + 1)..].Aggregate(1, (product, extent) => product * extent);
        var length = batch[axis];
        for (var i = 0; i < x.Length; i++)
        {
            var start = i - (i / inner % length * inner);
            Var[] row = [.. Enumerable.Range(0, length).Select(k => x[start + (k * inner)])];
            var sum = Var.Sum([.. row.Select(Var.Exp)]);
            y[i] = logarithm ? x[i] - Var.Log(sum) : Var.Exp(x[i]) / sum;
        }

        return y;
    }
}
