using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Regularizers;

/// <summary>Penalties on kernel, bias and activity of each layer are part of the cost and of the gradients.</summary>
public class PenaltyInTrainingTests
{
    private const int Samples = 5;
    private const int Inputs = 3;
    private const int Outputs = 2;
    private const int TrainingSet = 40;

    [Fact]
    public void Cost_and_gradients_contain_every_penalty()
    {
        var layer = new Dense(Outputs)
        {
            KernelRegularizer = new L2(0.3, PenaltyScale.HalfPerSample),
            BiasRegularizer = new L1(0.2),
            ActivityRegularizer = new L1L2(0.1, 0.05),
        };
        var network = new Sequential(layer) { Generator = new TorchGenerator(12) };
        network.Build(new Shape(Inputs));
        network.Compile(new SGD(), "mse");
        var session = network.StartTraining(Samples);
        session.SampleCount = TrainingSet;
        var x = new Tensor([Samples, Inputs]);
        var y = new Tensor([Samples, Outputs]);
        new TorchGenerator(13).FillNormal(x.Span, 0, 1);
        new TorchGenerator(14).FillNormal(y.Span, 0, 1);
        session.Forward(x);
        var cost = session.Cost(y);
        session.Backward();

        var tape = new Tape();
        var w = tape.Variables(layer.Weight!.Read().Span);
        var b = tape.Variables(layer.Bias!.Read().Span);
        var expected = Expected(w, b, x, y);
        Tolerance.Float32.AssertClose(expected.Value, cost, "cost");
        Tolerance.Accumulation.AssertClose(tape.Gradient(expected, w), session.Gradient(layer.Weight).Span, "kernel");
        Tolerance.Accumulation.AssertClose(tape.Gradient(expected, b), session.Gradient(layer.Bias).Span, "bias");
    }

    /// <summary>The loss would take the logits; the penalty is on the probabilities.</summary>
    [Fact]
    public void A_penalty_on_probabilities_has_its_gradient()
    {
        var layer = new Dense(Outputs, activation: "softmax") { ActivityRegularizer = new L1L2(0, 0.7) };
        var network = new Sequential(layer) { Generator = new TorchGenerator(15) };
        network.Build(new Shape(Inputs));
        network.Compile(new SGD(), new CategoricalCrossentropy());
        var session = network.StartTraining(Samples);
        var (x, y) = (new Tensor([Samples, Inputs]), new Tensor([Samples, Outputs]));
        new TorchGenerator(16).FillNormal(x.Span, 0, 1);
        for (var sample = 0; sample < Samples; sample++)
        {
            y[sample, sample % Outputs] = 1;
        }

        session.Forward(x);
        var cost = session.Cost(y);
        session.Backward();

        var tape = new Tape();
        var w = tape.Variables(layer.Weight!.Read().Span);
        var b = tape.Variables(layer.Bias!.Read().Span);
        var terms = new List<Var>();
        for (var sample = 0; sample < Samples; sample++)
        {
            var powers = Enumerable.Range(0, Outputs).Select(output => Var.Exp(Activity(w, b, x, sample, output))).ToArray();
            var probabilities = powers.Select(power => power / Var.Sum(powers)).ToArray();
            terms.Add(-Var.Log(probabilities[sample % Outputs]) / Samples);
            terms.AddRange(probabilities.Select(probability => 0.7 * (probability * probability) / Samples));
        }

        var expected = Var.Sum([.. terms]);
        Tolerance.Float32.AssertClose(expected.Value, cost, "cost");
        Tolerance.Accumulation.AssertClose(tape.Gradient(expected, w), session.Gradient(layer.Weight).Span, "kernel");
        Tolerance.Accumulation.AssertClose(tape.Gradient(expected, b), session.Gradient(layer.Bias).Span, "bias");
    }

    /// <summary>What comes before the first weight is not kept for the way back.</summary>
    [Fact]
    public void The_penalty_of_a_layer_before_all_weights_is_that_of_its_own_output()
    {
        var network = new Sequential(
            new Activation(new Tanh()) { ActivityRegularizer = new L1L2(0, 1) }, new Sigmoid(), new Tanh(), new Sigmoid(), new Dense(Outputs)) { Generator = new TorchGenerator(17) };
        network.Build(new Shape(Inputs));
        network.Compile(new SGD(), new ProbeLoss());
        var session = network.StartTraining(Samples);
        var (x, nothing) = (new Tensor([Samples, Inputs]), new Tensor([Samples, Outputs]));
        new TorchGenerator(18).FillNormal(x.Span, 0, 1);
        session.Forward(x);

        var squares = x.ToArray().Sum(value => Math.Pow(Math.Tanh(value), 2));
        Tolerance.Float32.AssertClose(squares / Samples, session.Cost(nothing), "cost");
    }

    [Fact]
    public void A_training_with_penalties_clipping_groups_and_constraints_allocates_nothing()
    {
        var layer = new Dense(Outputs)
        {
            KernelRegularizer = new L1L2(0.1, 0.1),
            BiasRegularizer = "l2",
            ActivityRegularizer = "l1",
            KernelConstraint = new MaxNorm(),
            BiasConstraint = new NonNegative(),
        };
        var network = new Sequential(layer);
        network.Build(new Shape(Inputs));
        var group = new ParameterGroup(name => name == "0.bias") { WeightDecay = 0 };
        network.Compile(new NAdam(weightDecay: 0.1f) { Clipping = new ClipByGlobalNorm(1), Groups = [group] }, "mse");
        var session = network.StartTraining(Samples);
        for (var warm = 0; warm < 3; warm++)
        {
            session.RunBatch();
        }

        var before = AllocatedBytes.Now;
        session.RunBatch();
        before.AssertNoMore();
    }

    // The mean squared error; λ/(2N) Σw²; λ Σ|b|; and for each sample's outputs, averaged over the batch, λ₁ Σ|a| + λ₂ Σ a².
    private static Var Expected(Var[] w, Var[] b, Tensor x, Tensor y)
    {
        var terms = new List<Var>();
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var output = 0; output < Outputs; output++)
            {
                var a = Activity(w, b, x, sample, output);
                var error = a - y[sample, output];
                terms.Add(error * error / (Samples * Outputs));
                terms.Add(((0.1 * Var.Abs(a)) + (0.05 * (a * a))) / Samples);
            }
        }

        terms.AddRange(w.Select(weight => 0.3 / (2 * TrainingSet) * (weight * weight)));
        terms.AddRange(b.Select(bias => 0.2 * Var.Abs(bias)));
        return Var.Sum([.. terms]);
    }

    private static Var Activity(Var[] w, Var[] b, Tensor x, int sample, int output) =>
        b[output] + Var.Sum([.. Enumerable.Range(0, Inputs).Select(input => w[(output * Inputs) + input] * x[sample, input])]);
}
