using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Parameters that an optimizer treats apart.</summary>
public class ParameterGroupTests
{
    [Fact]
    public void A_group_has_its_own_rate_decay_and_may_be_frozen()
    {
        var optimizer = new SGD(0.1f, weightDecay: 0.5f)
        {
            Groups =
            [
                new ParameterGroup(name => name.EndsWith("bias", StringComparison.Ordinal)) { WeightDecay = 0 },
                ParameterGroup.OfLayers("0"),
                new ParameterGroup(name => name.StartsWith("1.", StringComparison.Ordinal)) { LearningRateFactor = 0.1f, WeightDecay = 2 },
            ],
        };
        optimizer.Groups[1].IsFrozen = true;
        var (before, gradients, after) = Step(optimizer);
        foreach (var name in before.Keys)
        {
            var (rate, decay) = name switch
            {
                "0.weight" => (0, 0),
                "1.weight" => (0.01, 2.0),
                "0.bias" or "1.bias" or "2.bias" => (0.1, 0.0),
                _ => (0.1, 0.5),
            };
            double[] expected = [.. before[name].ToArray().Zip(gradients[name].ToArray(), (w, g) => w - (rate * (g + (decay * w))))];
            Tolerance.Float32.AssertClose(expected, after[name].Span, name);
        }
    }

    [Fact]
    public void A_group_that_contains_nothing_is_an_error_that_names_the_parameters()
    {
        var error = Assert.Throws<NetworkException>(() => Step(new SGD { Groups = [ParameterGroup.OfLayers("backbone")] }));
        Assert.Contains("2.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_was_frozen_begins_its_own_count()
    {
        // Bias correction of Adam begins with the first update a parameter gets, as in PyTorch: its first move is η whatever the gradient.
        var group = new ParameterGroup(name => name == "0.weight") { IsFrozen = true };
        var optimizer = new Adam(0.01f) { Groups = [group] };
        var network = Network();
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(4);
        for (var step = 0; step < 5; step++)
        {
            Run(session);
        }

        group.IsFrozen = false;
        var before = network.StateDict()["0.weight"].ToArray();
        Run(session);
        var after = network.StateDict()["0.weight"].ToArray();
        Assert.All(before.Zip(after), pair => Assert.Equal(0.01, Math.Abs(pair.First - pair.Second), 1e-5));
        Assert.Equal(1, session.State[network.NamedParameters.First().Parameter].Step);
        Assert.Equal(6, session.State.Step);
    }

    [Fact]
    public void Factors_that_are_negative_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup(_ => true) { LearningRateFactor = -1 });

    private static Sequential Network()
    {
        var network = new Sequential(new Dense(3), new Dense(3), new Dense(2)) { Generator = new TorchGenerator(6) };
        network.Build(new Shape(4));
        return network;
    }

    private static void Run(Interop.Native.Training.TrainingSession session)
    {
        var x = new Tensor([4, 4]);
        new TorchGenerator(7).FillNormal(x.Span, 0, 1);
        session.Forward(x);
        session.Cost(Tensor.From([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]));
        session.Backward();
        session.Step();
    }

    private static (Dictionary<string, Tensor> Before, Dictionary<string, Tensor> Gradients, Dictionary<string, Tensor> After) Step(Optimizer optimizer)
    {
        var network = Network();
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(4);
        var before = network.StateDict();
        Run(session);
        var gradients = network.NamedParameters.ToDictionary(pair => pair.Name, pair => session.Gradient(pair.Parameter));
        return (before, gradients, network.StateDict());
    }
}
