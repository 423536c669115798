using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Networks;

/// <summary>Dropout seen as an ensemble of sub-networks (D4; E7).</summary>
public sealed class MonteCarloTests
{
    // D4: with a linear model, scaling by 1−p is the geometric mean of all sub-networks. Every mask of five units once, each as likely as another.
    [Theory]
    [InlineData(DropoutForm.Standard)]
    [InlineData(DropoutForm.Inverted)]
    public void For_a_linear_model_the_geometric_mean_of_all_sub_networks_is_the_scaling_by_one_minus_p(DropoutForm form)
    {
        var network = new Sequential(new Dropout(0.5, form), new Dense(3, activation: "softmax"));
        var x = Random([1, 5]);
        var ensemble = network.PredictMonteCarlo(x, samples: 32, generator: new EveryMask());
        Tolerance.Float32.AssertClose(network.Predict(x).Span, ensemble.Span, "the mean of 32 sub-networks");
    }

    [Fact]
    public void The_same_holds_for_a_sigmoid()
    {
        var network = new Sequential(new Dropout(0.5), new Dense(2, activation: "sigmoid"));
        var x = Random([1, 5]);
        Tolerance.Float32.AssertClose(network.Predict(x).Span, network.PredictMonteCarlo(x, 32, generator: new EveryMask()).Span, "sigmoid");
    }

    [Fact]
    public void And_the_arithmetic_mean_of_a_model_without_function()
    {
        var network = new Sequential(new Dropout(0.5), new Dense(2));
        var x = Random([1, 5]);
        var ensemble = network.PredictMonteCarlo(x, 32, MonteCarloMean.Arithmetic, new EveryMask());
        Tolerance.Float32.AssertClose(network.Predict(x).Span, ensemble.Span, "arithmetic");
    }

    [Fact]
    public void Drawn_sub_networks_come_near_the_mean_and_rows_sum_to_one()
    {
        var network = new Sequential(new Dropout(0.2), new Dense(4, activation: "softmax"));
        var x = Random([7, 6]);
        var ensemble = network.PredictMonteCarlo(x, 4000, generator: new TorchGenerator(3), batchSize: 3);
        var exact = network.Predict(x);
        for (var row = 0; row < 7; row++)
        {
            Assert.Equal(1, ensemble.Rows(row, 1).ToArray().Sum(), 1e-5);
            Assert.All(ensemble.Rows(row, 1).ToArray().Zip(exact.Rows(row, 1).ToArray()), pair => Assert.Equal(pair.Second, pair.First, 0.02));
        }
    }

    [Fact]
    public void Batch_normalization_behaves_as_in_use_and_learns_nothing()
    {
        var network = new Sequential(new Dense(4), new BatchNormalization(), new Dropout(0), new Dense(3, activation: "softmax"));
        var x = Random([6, 5]);
        network.Build(5);
        var before = network.StateDict();
        Tolerance.Float32.AssertClose(network.Predict(x).Span, network.PredictMonteCarlo(x, 3).Span, "prediction");
        Assert.All(network.StateDict(), pair => Assert.Equal(before[pair.Key].ToArray(), pair.Value.ToArray()));
    }

    [Fact]
    public void A_geometric_mean_needs_probabilities()
    {
        var error = Assert.Throws<NetworkException>(() => new Sequential(new Dense(3)).PredictMonteCarlo(Random([4, 5]), 2));
        Assert.Contains("A geometric mean is one of probabilities", error.Message);
    }

    private static Tensor Random(Shape shape)
    {
        var tensor = new Tensor(shape);
        new TorchGenerator(1).FillNormal(tensor.Span, 0, 1);
        return tensor;
    }

    /// <summary>Draws every mask in turn: the bits of a counter.</summary>
    private sealed class EveryMask : Generator
    {
        private readonly TorchGenerator _other = new(1);
        private int _count;

        public override ulong Seed => 0;

        public override void Reseed(ulong seed) => _count = 0;

        public override uint NextUInt32() => _other.NextUInt32();

        public override GeneratorState Save() => _other.Save();

        public override void Restore(GeneratorState state) => _other.Restore(state);

        public override Generator Clone() => _other.Clone();

        public override void FillBernoulli(Span<float> mask, double keepProbability, float keptValue)
        {
            Assert.Equal(0.5, keepProbability);
            for (var i = 0; i < mask.Length; i++)
            {
                mask[i] = (_count >> i & 1) == 1 ? keptValue : 0f;
            }

            _count++;
        }
    }
}
