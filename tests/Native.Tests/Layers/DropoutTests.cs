using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>What the layers that drop have in common, and their two forms.</summary>
public sealed class DropoutTests
{
    public static TheoryData<string> Forms => ["Dropout", "SpatialDropout1D", "DropConnect"];

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_rate_is_a_probability(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpatialDropout2D(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlphaDropout(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDropout(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DropConnect(3, rate));
    }

    [Fact]
    public void Rate_0_keeps_everything_and_rate_1_nothing()
    {
        var x = Random([4, 5]);
        Assert.Equal(x.ToArray(), new LayerProbe(new Dropout(0), [x]).Output.ToArray());
        Assert.Equal(x.ToArray(), new LayerProbe(new GaussianDropout(0), [x]).Output.ToArray());
        Assert.Equal(x.ToArray(), new LayerProbe(new GaussianNoise(0), [x]).Output.ToArray());
        var dropped = new LayerProbe(new Dropout(1), [x], null, x);
        Assert.All(dropped.Output.ToArray(), value => Assert.Equal(0, value));
        Assert.All(dropped.InputGradients[0].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Rates_0_and_1_draw_no_random_number()
    {
        foreach (var rate in new[] { 0.0, 1.0 })
        {
            var generator = new TorchGenerator(5);
            var expected = generator.Clone().NextUInt32();
            _ = new LayerProbe(new Dropout(rate), [Random([4, 5])], generator: generator);
            Assert.Equal(expected, generator.NextUInt32());
        }
    }

    [Fact]
    public void Each_batch_draws_a_new_mask_and_the_backward_pass_uses_it()
    {
        var ones = new Tensor([1, 1000]);
        ones.Span.Fill(1f);
        var generator = new TorchGenerator(2);
        var first = new LayerProbe(new Dropout(0.3), [ones], null, ones, generator: generator);
        var second = new LayerProbe(new Dropout(0.3), [ones], null, ones, generator: generator);
        Assert.Equal(first.Output.ToArray(), first.InputGradients[0].ToArray());
        Assert.NotEqual(first.Output.ToArray(), second.Output.ToArray());
        Assert.InRange(first.Output.ToArray().Count(value => value == 0), 250, 350);
    }

    [Fact]
    public void Layers_have_rates_of_their_own()
    {
        var network = new Sequential(new Dropout(0.1), new Dropout(1));
        Assert.Equal([0.1, 1.0], network.Layers.Cast<Dropout>().Select(layer => layer.Rate));
        network.Train();
        Assert.All(network.Forward(Random([3, 4])).ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Standard_form_scales_at_inference_and_inverted_form_in_training(string kind)
    {
        const double rate = 0.25;
        var x = Random([6, 3, 4]);
        x = kind == "DropConnect" ? x.Reshape([6, 12]) : x;
        var inverted = Trained(kind, DropoutForm.Inverted, rate, x);
        var standard = Trained(kind, DropoutForm.Standard, rate, x);
        float[] scaled = [.. standard.Training.Select(value => value / (float)(1 - rate))];
        Tolerance.Float32.AssertClose(scaled, inverted.Training, "training");
        float[] reduced = [.. inverted.Inference.Select(value => value * (float)(1 - rate))];
        Tolerance.Float32.AssertClose(reduced, standard.Inference, "inference");
    }

    [Fact]
    public void In_its_inverted_form_dropout_does_nothing_at_inference()
    {
        var x = Random([4, 3, 2]);
        foreach (var layer in new Layer[] { new Dropout(0.5), new SpatialDropout1D(0.5), new AlphaDropout(0.5), new GaussianDropout(0.5), new GaussianNoise(0.5) })
        {
            Assert.Equal(x.ToArray(), new Sequential(layer).Predict(x).ToArray());
        }
    }

    [Fact]
    public void Gaussian_factors_have_the_mean_and_variance_of_inverted_dropout()
    {
        var ones = new Tensor([1, 100_000]);
        ones.Span.Fill(1f);
        var probe = new LayerProbe(new GaussianDropout(0.2), [ones], null, ones);
        double[] factors = [.. probe.Output.ToArray().Select(value => (double)value)];
        Assert.Equal(1, factors.Average(), 0.01);
        Assert.Equal(0.25, factors.Select(value => (value - 1) * (value - 1)).Average(), 0.01);
        Assert.Equal(probe.Output.ToArray(), probe.InputGradients[0].ToArray());
    }

    [Fact]
    public void Noise_is_added_and_leaves_the_gradient_alone()
    {
        var x = Random([50, 400]);
        var probe = new LayerProbe(new GaussianNoise(0.5), [x], null, x);
        double[] noise = [.. probe.Output.ToArray().Select((value, i) => (double)value - x.Span[i])];
        Assert.Equal(0, noise.Average(), 0.02);
        Assert.Equal(0.25, noise.Select(value => value * value).Average(), 0.01);
        Assert.Equal(x.ToArray(), probe.InputGradients[0].ToArray());
    }

    [Fact]
    public void Spatial_dropout_names_the_axes_it_expects() => Assert.Contains(
        "SpatialDropout2D 'drop' drops channels of samples with 3 axes, channels first; got samples of shape [4].",
        Assert.Throws<NetworkException>(() => new Sequential(new SpatialDropout2D(name: "drop")).Build(4)).Message);

    private static (float[] Training, float[] Inference) Trained(string kind, DropoutForm form, double rate, Tensor x)
    {
        Layer layer = kind switch
        {
            "Dropout" => new Dropout(rate, form),
            "SpatialDropout1D" => new SpatialDropout1D(rate, form),
            _ => new DropConnect(5, rate, useBias: false, form: form),
        };
        var network = new Sequential(layer) { Generator = new TorchGenerator(9) };
        network.Build(x.Shape.Skip(1));
        network.Train();
        return (network.Forward(x).ToArray(), network.Predict(x).ToArray());
    }

    private static Tensor Random(Shape shape)
    {
        var tensor = new Tensor(shape);
        new TorchGenerator(1).FillNormal(tensor.Span, 0, 1);
        return tensor;
    }
}
