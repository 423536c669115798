using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Every optimizer at work in a network.</summary>
public class OptimizerTrainingTests
{
    public static TheoryData<string> All() => OptimizerConformanceTests.All();

    [Theory]
    [MemberData(nameof(All))]
    public void The_loss_falls(string name)
    {
        var optimizer = OptimizerConformanceTests.Make(name);
        optimizer.LearningRate = name[..Math.Min(4, name.Length)] switch
        {
            "adad" => 1f,
            "adag" => 0.3f,
            _ => 0.02f,
        };
        var history = Train(optimizer, threads: 1).History;
        Assert.True(history[^1] < 0.6 * history[0], $"from {history[0]} to {history[^1]}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_training_gives_the_same_bits_with_any_number_of_threads(string name) =>
        Assert.Equal(Train(OptimizerConformanceTests.Make(name), threads: 1).Weights, Train(OptimizerConformanceTests.Make(name), threads: 3).Weights);

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(-1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(weightDecay: -1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(momentum: double.NaN));
        Assert.Throws<ArgumentException>(() => new SGD(nesterov: true));
        Assert.Throws<ArgumentException>(() => new SGD(momentum: 0.9, dampening: 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new SGD(momentum: 0.9, dampening: 0.1, convention: MomentumConvention.Lecture));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta2: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RMSprop(epsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NAdam(momentumDecay: -1));
    }

    [Fact]
    public void Momentum_can_be_changed_only_where_there_is_one()
    {
        Assert.Equal(0.9, new Adam().Momentum);
        Assert.Equal(0.8, new SGD(momentum: 0.5) { Momentum = 0.8 }.Momentum);
        Assert.Null(new SGD().Momentum);
        Assert.Null(new RMSprop().Momentum);
        Assert.Null(new Adagrad().Momentum);
        Assert.Throws<ArgumentException>(() => new SGD { Momentum = 0.9 });
        Assert.Throws<ArgumentException>(() => new Adagrad { Momentum = 0.9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Momentum = 1 });
    }

    [Fact]
    public void Names_are_those_of_Keras()
    {
        Assert.Equal(["adadelta", "adagrad", "adam", "adamax", "adamw", "nadam", "radam", "rmsprop", "sgd"], OptimizerNames.All);
        Assert.IsType<RMSprop>(OptimizerNames.Find("RMSprop"));
        Assert.Contains("adamw", Assert.Throws<ArgumentException>(() => OptimizerNames.Find("lamb")).Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<double> History, float[] Weights) Train(Optimizer optimizer, int threads)
    {
        var network = new Sequential(new Dense(8, "sigmoid"), new Dense(1)) { Generator = new TorchGenerator(15), Threads = threads };
        network.Compile(optimizer, "mse");
        var x = new Tensor([64, 3]);
        new TorchGenerator(16).FillNormal(x.Span, 0, 1);
        var y = new Tensor([64, 1]);
        for (var i = 0; i < 64; i++)
        {
            y[i, 0] = 1 + x[i, 0] - (0.5f * x[i, 1]);
        }

        var history = network.Fit(x, y, batchSize: 16, epochs: 60);
        return (history["loss"], [.. network.StateDict().Values.SelectMany(tensor => tensor.ToArray())]);
    }
}
