using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Regularizers;

/// <summary>
/// "L2 in the loss is weight decay" (D1, D4): true of plain gradient descent, whichever convention scales the penalty; not of Adam, whose division by
/// the gradients' size shrinks the decay too.
/// </summary>
public class WeightDecayTests
{
    private const int Samples = 24;
    private const int Steps = 30;
    private const float Rate = 0.05f;
    private const double Lambda = 0.2;

    public static TheoryData<PenaltyScale, double> Conventions() => new()
    {
        { PenaltyScale.Sum, 2 * Lambda },
        { PenaltyScale.Half, Lambda },
        { PenaltyScale.PerSample, 2 * Lambda / Samples },
        { PenaltyScale.HalfPerSample, Lambda / Samples },
    };

    [Theory]
    [MemberData(nameof(Conventions))]
    public void Under_plain_gradient_descent_the_penalty_is_weight_decay(PenaltyScale scale, double decay)
    {
        var penalised = Train(new SGD(Rate), new L2(Lambda, scale));
        var decayed = Train(new SGD(Rate, weightDecay: (float)decay) { Groups = Biases }, null);
        Tolerance.Accumulation.AssertClose(penalised, decayed, $"{scale}");
    }

    [Fact]
    public void Under_plain_gradient_descent_it_rescales_the_weights_before_each_step()
    {
        // D1: w (1 − ηλ/N) − η ∂L₀/∂w, with the gradient of the loss alone.
        var penalised = Train(new SGD(Rate), new L2(Lambda, PenaltyScale.HalfPerSample));
        var rescaled = Train(new SGD(Rate), null, weight => weight * (1 - (Rate * Lambda / Samples)));
        Tolerance.Accumulation.AssertClose(penalised, rescaled, "weights");
    }

    [Fact]
    public void Under_Adam_the_penalty_is_the_weight_decay_of_Adam_but_not_a_decay_of_the_weights()
    {
        var penalised = Train(new Adam(Rate), new L2(Lambda, PenaltyScale.Half));
        var coupled = Train(new Adam(Rate, weightDecay: (float)Lambda) { Groups = Biases }, null);
        var decoupled = Train(new AdamW(Rate, weightDecay: (float)Lambda) { Groups = Biases }, null);
        var rescaled = Train(new Adam(Rate), null, weight => weight * (1 - (Rate * Lambda)));
        Tolerance.LongTrajectory.AssertClose(penalised, coupled, "L2 and Adam's weight_decay");
        Tolerance.LongTrajectory.AssertClose(decoupled, rescaled, "AdamW and rescaled weights");
        var apart = penalised.Zip(decoupled, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(apart > 0.05, $"L2 and decoupled decay should part under Adam; the largest difference is {apart}.");
    }

    private static ParameterGroup[] Biases => [new ParameterGroup(name => name.EndsWith("bias", StringComparison.Ordinal)) { WeightDecay = 0 }];

    private static float[] Train(Optimizer optimizer, Regularizer? regularizer, Func<double, double>? rescale = null)
    {
        var network = new Sequential(
            new Dense(6, "sigmoid") { KernelRegularizer = regularizer }, new Dense(2) { KernelRegularizer = regularizer })
        {
            Generator = new TorchGenerator(8),
        };
        network.Build(new Shape(4));
        network.Compile(optimizer, "mse");
        var session = network.StartTraining(Samples);
        var x = new Tensor([Samples, 4]);
        var y = new Tensor([Samples, 2]);
        new TorchGenerator(9).FillNormal(x.Span, 0, 1);
        new TorchGenerator(10).FillNormal(y.Span, 1, 1);
        for (var step = 0; step < Steps; step++)
        {
            session.Forward(x);
            session.Cost(y);
            session.Backward();
            if (rescale is not null)
            {
                foreach (var (_, parameter) in network.NamedParameters.Where(pair => pair.Name.EndsWith("weight", StringComparison.Ordinal)))
                {
                    foreach (ref var weight in parameter.Storage)
                    {
                        weight = (float)rescale(weight);
                    }
                }
            }

            session.Step();
        }

        return [.. network.StateDict().Values.SelectMany(tensor => tensor.ToArray())];
    }
}
