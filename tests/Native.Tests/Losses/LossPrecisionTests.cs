using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Losses;

/// <summary>Losses where float32 formulas would lose their value or their gradient.</summary>
public class LossPrecisionTests
{
    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1e-4f)]
    [InlineData(1e-3f)]
    [InlineData(-1e-3f)]
    [InlineData(0.1f)]
    [InlineData(-0.5f)]
    [InlineData(0.99f)]
    [InlineData(1f)]
    [InlineData(1.01f)]
    [InlineData(-8f)]
    public void LogCosh_keeps_its_relative_precision(float difference)
    {
        // Near 0 by its series, elsewhere as it stands, both in float64.
        double d = difference;
        var expected = Math.Abs(d) < 0.01 ? (d * d / 2) - (d * d * d * d / 12) : Math.Log(Math.Cosh(d));
        var actual = new LogCosh().ComputeEach(Tensor.From([1, 1], [difference]), new Tensor([1, 1])).Span[0];
        Assert.True(Math.Abs(actual - expected) <= 1e-6 * expected, $"{actual} is not {expected}");
    }

    [Fact]
    public void LogCosh_of_nothing_and_of_NaN()
    {
        Assert.Equal(0, new LogCosh().Compute(new Tensor([1, 1]), new Tensor([1, 1])));
        Assert.Equal(double.NaN, new LogCosh().Compute(Tensor.From([1, 1], [float.NaN]), new Tensor([1, 1])));
    }

    [Fact]
    public void A_binary_focal_loss_behind_a_sigmoid_has_a_gradient_after_saturation()
    {
        var network = new Sequential(new Dense(1, activation: "sigmoid"));
        network.Compile("sgd", new BinaryFocalCrossentropy());
        network.Build([1]);
        network.NamedParameters.First().Parameter.Write(Tensor.From([1, 1], [1]));
        network.Fit(Tensor.From([1, 1], [-200]), Tensor.From([1, 1], [1]));

        // Wholly wrong: the loss is −log p = 200, its slope −1 with respect to the logit, so that with η = 0.01 the weight moves by −2.
        Assert.Equal(-1f, network.NamedParameters.First().Parameter.Storage[0], 1e-4f);
        Assert.Null(new BinaryFocalCrossentropy().FuseWith(new Tanh(), [1]));
        Assert.Null(new BinaryFocalCrossentropy(fromLogits: true).FuseWith(new Sigmoid(), [1]));
        Assert.Equal(3f, ((BinaryFocalCrossentropy)new BinaryFocalCrossentropy(gamma: 3).FuseWith(new Sigmoid(), [1])!).Gamma);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void Options_out_of_range_are_refused(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossentropy(gamma: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossentropy { Alpha = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalFocalCrossentropy(gamma: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hinge(margin: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalHinge(margin: value));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Slopes_that_are_not_finite_are_refused(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ELU(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyReLU(value));
    }
}
