using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Regularizers;

/// <summary>Constraints by Keras' formulas, on parameters stored in every order.</summary>
public class ConstraintTests
{
    public static TheoryData<string, int[]?> Stored() => new()
    {
        { "same", null },
        { "dense", null },
        { "convolution", null },
        { "same", [0] },
        { "dense", [0] },
        { "dense", [0, 1] },
        { "dense", [-1] },
        { "convolution", [1, 2, 3] },
        { "convolution", [0, 2] },
        { "convolution", [3] },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void Max_norm_shrinks_what_is_longer(string order, int[]? axes) =>
        AssertNorms(order, axes, new MaxNorm(1.5, axes), norm => Math.Min(norm, 1.5));

    [Theory]
    [MemberData(nameof(Stored))]
    public void Unit_norm_makes_every_norm_one(string order, int[]? axes) => AssertNorms(order, axes, new UnitNorm(axes), _ => 1);

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void An_axis_that_the_parameter_lacks_is_refused_when_the_layer_is_built(int axis)
    {
        var network = new Sequential(new Dense(4, name: "hidden") { KernelConstraint = new MaxNorm(axes: [0, axis]) });
        var message = Assert.Throws<NetworkException>(() => network.Build([3])).Message;
        Assert.Contains("'hidden'", message, StringComparison.Ordinal);
        Assert.Contains($"'weight' of shape [4, 3] has axes in [-2, 2), but its MaxNorm names axis {axis}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bias_has_one_norm()
    {
        var bias = new Parameter("bias", new Shape(2), trainable: true, StorageOrder.Same);
        bias.Write(Tensor.From([2], [3, 4]));
        new MaxNorm(2.5).Apply(bias);
        Tolerance.Float32.AssertClose([1.5, 2.0], bias.Storage, "bias");
    }

    [Fact]
    public void Zero_weights_stay_zero()
    {
        var weight = new Parameter("weight", new Shape(2, 3), trainable: true, StorageOrder.DenseWeight);
        new UnitNorm().Apply(weight);
        Assert.All(weight.Read().ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Non_negative_weights_are_kept_and_negative_ones_become_zero()
    {
        var weight = new Parameter("weight", new Shape(1, 5), trainable: true, StorageOrder.DenseWeight);
        weight.Write(Tensor.From([1, 5], [-1, 0, 2, -1e-30f, float.NaN]));
        new NonNegative().Apply(weight);
        Assert.Equal([0f, 0f, 2f, 0f, float.NaN], weight.Read().ToArray());
    }

    [Fact]
    public void Training_keeps_to_the_constraint()
    {
        var layer = new Dense(4) { KernelConstraint = new MaxNorm(0.3), BiasConstraint = new NonNegative() };
        var network = new Sequential(layer);
        network.Compile(new SGD(0.5f), "mse");
        var generator = new TorchGenerator(1);
        var x = new Tensor([16, 5]);
        var y = new Tensor([16, 4]);
        generator.FillNormal(x.Span, 0, 1);
        generator.FillNormal(y.Span, -2, 3);
        network.Fit(x, y, batchSize: 4, epochs: 3);
        var weight = network.StateDict()["0.weight"];
        for (var unit = 0; unit < 4; unit++)
        {
            Assert.InRange(Math.Sqrt(weight.Rows(unit, 1).ToArray().Sum(value => (double)value * value)), 0, 0.3 + 1e-6);
        }

        Assert.All(network.StateDict()["0.bias"].ToArray(), value => Assert.True(value >= 0));
    }

    [Fact]
    public void Projections_allocate_nothing()
    {
        var weight = Drawn("convolution");
        var constraint = new MaxNorm(0.1);
        constraint.Apply(weight);
        var before = AllocatedBytes.Now;
        constraint.Apply(weight);
        before.AssertNoMore();
    }

    [Fact]
    public void A_norm_that_is_not_positive_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(0));

    private static void AssertNorms(string order, int[]? axes, Constraint constraint, Func<double, double> wanted)
    {
        var parameter = Drawn(order);
        var before = parameter.Read();
        constraint.Apply(parameter);
        var shape = parameter.Shape;
        HashSet<int> spanned = [.. axes?.Select(shape.NormalizeAxis) ?? Enumerable.Range(1, shape.Rank - 1)];

        // Keras: w · wanted(norms) / (norms + 1e-7), norms over the axes.
        var keys = Enumerable.Range(0, before.Count).Select(position => KeyOf(shape, position, spanned)).ToArray();
        var norms = keys.Distinct().ToDictionary(
            key => key, key => Math.Sqrt(Enumerable.Range(0, before.Count).Where(i => keys[i] == key).Sum(i => (double)before.Span[i] * before.Span[i])));
        var values = before.ToArray();
        double[] expected = [.. keys.Select((key, i) => values[i] * wanted(norms[key]) / (norms[key] + 1e-7))];
        Tolerance.Float32.AssertClose(expected, parameter.Read().Span, $"{order} over [{string.Join(", ", spanned)}]");
    }

    private static string KeyOf(Shape shape, int position, HashSet<int> spanned)
    {
        var index = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = spanned.Contains(axis) ? -1 : position % shape[axis];
            position /= shape[axis];
        }

        return string.Join(",", index);
    }

    private static Parameter Drawn(string order)
    {
        var parameter = order switch
        {
            "dense" => new Parameter("weight", new Shape(7, 5), trainable: true, StorageOrder.DenseWeight),
            "convolution" => new Parameter("weight", new Shape(4, 3, 2, 5), trainable: true, StorageOrder.ConvolutionWeight(2)),
            _ => new Parameter("weight", new Shape(6, 4), trainable: true, StorageOrder.Same),
        };
        var values = new Tensor(parameter.Shape);
        new TorchGenerator(4).FillNormal(values.Span, 0, 0.7);
        parameter.Write(values);
        return parameter;
    }
}
