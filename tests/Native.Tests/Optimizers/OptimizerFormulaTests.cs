using Interop.Native.Optimizers;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Every optimizer and every convention against its recurrence in float64, on (w − 1)²/2 with a swinging disturbance.</summary>
public class OptimizerFormulaTests
{
    private const int Steps = 200;
    private const double Start = 2.5;

    /// <summary>Whole vectors of every width and a rest of each: 2 · 16 + 5 = 4 · 8 + 5 = 9 · 4 + 1.</summary>
    private const int Elements = 37;

    public static TheoryData<string> Names() => [.. Cases.Keys];

    private delegate double Reference(OptimizerFormulas.Gradient gradient);

    private static Dictionary<string, (Optimizer Optimizer, Reference Expected)> Cases { get; } = new()
    {
        ["SGD"] = (new SGD(0.05f, weightDecay: 0.1f), g => OptimizerFormulas.Descent(Start, g, Steps, 0.05f, 0.1f)),
        ["SGD, momentum"] = (
            new SGD(0.02f, 0.9, 0.25, 0.05f), g => OptimizerFormulas.PyTorchMomentum(Start, g, Steps, 0.02f, 0.9, 0.25, 0.05f, nesterov: false)),
        ["SGD, Nesterov"] = (
            new SGD(0.02f, 0.9, nesterov: true), g => OptimizerFormulas.PyTorchMomentum(Start, g, Steps, 0.02f, 0.9, 0, 0, nesterov: true)),
        ["SGD, lecture's momentum"] = (
            new SGD(0.1f, 0.95, convention: MomentumConvention.Lecture), g => OptimizerFormulas.LectureMomentum(Start, g, Steps, 0.1f, 0.95)),
        ["SGD, Keras' momentum"] = (
            new SGD(0.02f, 0.9, convention: MomentumConvention.Keras), g => OptimizerFormulas.KerasMomentum(Start, g, Steps, _ => 0.02f, 0.9, nesterov: false)),
        ["SGD, Keras' Nesterov"] = (
            new SGD(0.02f, 0.9, nesterov: true, convention: MomentumConvention.Keras),
            g => OptimizerFormulas.KerasMomentum(Start, g, Steps, _ => 0.02f, 0.9, nesterov: true)),
        ["Adagrad"] = (new Adagrad(0.2f, 0.01, 0.05f, 0.1f), g => OptimizerFormulas.Adagrad(Start, g, Steps, 0.2f, 0.01, 0.1f, 1e-10, inside: false, 0.05f)),
        ["Adagrad, ε inside"] = (
            new Adagrad(0.2f, epsilon: 0.01, epsilonPlacement: EpsilonPlacement.InsideRoot),
            g => OptimizerFormulas.Adagrad(Start, g, Steps, 0.2f, 0, 0, 0.01, inside: true, 0)),
        ["RMSprop"] = (new RMSprop(0.02f, weightDecay: 0.05f), g => OptimizerFormulas.RMSprop(Start, g, Steps, 0.02f, 0.99, 1e-8, false, 0, false, 0.05f)),
        ["RMSprop, ε inside"] = (
            new RMSprop(0.02f, 0.9, 0.01, epsilonPlacement: EpsilonPlacement.InsideRoot),
            g => OptimizerFormulas.RMSprop(Start, g, Steps, 0.02f, 0.9, 0.01, true, 0, false, 0)),
        ["RMSprop, centered"] = (
            new RMSprop(0.02f, centered: true), g => OptimizerFormulas.RMSprop(Start, g, Steps, 0.02f, 0.99, 1e-8, false, 0, true, 0)),
        ["RMSprop, momentum"] = (
            new RMSprop(0.005f, momentum: 0.8), g => OptimizerFormulas.RMSprop(Start, g, Steps, 0.005f, 0.99, 1e-8, false, 0.8, false, 0)),
        ["RMSprop, centered, momentum, ε inside"] = (
            new RMSprop(0.005f, 0.95, 1e-3, 0.01f, 0.8, true, EpsilonPlacement.InsideRoot),
            g => OptimizerFormulas.RMSprop(Start, g, Steps, 0.005f, 0.95, 1e-3, true, 0.8, true, 0.01f)),
        ["Adam"] = (
            new Adam(0.02f, weightDecay: 0.05f), g => OptimizerFormulas.Adam(Start, g, Steps, 0.02f, 0.9, 0.999, 1e-8, false, false, false, 0.05f, 0)),
        ["Adam, AMSGrad"] = (
            new Adam(0.02f, beta2: 0.9, amsgrad: true), g => OptimizerFormulas.Adam(Start, g, Steps, 0.02f, 0.9, 0.9, 1e-8, false, false, true, 0, 0)),
        ["Adam, lecture"] = (
            new Adam(0.001f, 0.9, 0.99, 1e-3, epsilonPlacement: EpsilonPlacement.InsideRoot, biasCorrection: BiasCorrection.Constant),
            g => OptimizerFormulas.Adam(Start, g, Steps, 0.001f, 0.9, 0.99, 1e-3, true, true, false, 0, 0)),
        ["Adam, ε inside"] = (
            new Adam(0.02f, epsilon: 0.01, epsilonPlacement: EpsilonPlacement.InsideRoot),
            g => OptimizerFormulas.Adam(Start, g, Steps, 0.02f, 0.9, 0.999, 0.01, true, false, false, 0, 0)),
        ["Adam, constant correction"] = (
            new Adam(0.001f, biasCorrection: BiasCorrection.Constant),
            g => OptimizerFormulas.Adam(Start, g, Steps, 0.001f, 0.9, 0.999, 1e-8, false, true, false, 0, 0)),
        ["AdamW"] = (
            new AdamW(0.02f, weightDecay: 0.1f), g => OptimizerFormulas.Adam(Start, g, Steps, 0.02f, 0.9, 0.999, 1e-8, false, false, false, 0, 0.1f)),
        ["AdamW, AMSGrad"] = (
            new AdamW(0.02f, beta2: 0.9, weightDecay: 0.1f, amsgrad: true),
            g => OptimizerFormulas.Adam(Start, g, Steps, 0.02f, 0.9, 0.9, 1e-8, false, false, true, 0, 0.1f)),
        ["Adadelta"] = (new Adadelta(1f, 0.9, 1e-4, 0.05f), g => OptimizerFormulas.Adadelta(Start, g, Steps, 1, 0.9, 1e-4, 0.05f)),
        ["Adamax"] = (new Adamax(0.02f, weightDecay: 0.05f), g => OptimizerFormulas.Adamax(Start, g, Steps, 0.02f, 0.9, 0.999, 1e-8, 0.05f)),
        ["NAdam"] = (new NAdam(0.02f, weightDecay: 0.05f), g => OptimizerFormulas.NAdam(Start, g, Steps, 0.02f, 0.9, 0.999, 1e-8, 4e-3, 0.05f)),
        ["RAdam"] = (new RAdam(0.02f, weightDecay: 0.05f), g => OptimizerFormulas.RAdam(Start, g, Steps, 0.02f, 0.9, 0.999, 1e-8, 0.05f)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_follow_the_formula(string name)
    {
        var (optimizer, expected) = Cases[name];
        var run = new OptimizerRun(optimizer, [.. Enumerable.Repeat((float)Start, Elements)]);
        for (var t = 1; t <= Steps; t++)
        {
            run.Step([.. run.Values.Select((value, element) => (float)Gradient(t, value, element))]);
        }

        double[] recurrences = [.. Enumerable.Range(0, Elements).Select(element => expected((t, w) => Gradient(t, w, element)))];
        Tolerance.Accumulation.AssertClose(recurrences, run.Values, name);
    }

    /// <summary>At every length, and where threads share a long parameter, each element becomes what it becomes alone, to the bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_do_not_depend_on_those_beside_them(string name)
    {
        var optimizer = Cases[name].Optimizer;
        var alone = Enumerable.Range(0, Elements).Select(element => After(1, 1, element)).ToArray();
        for (var length = 1; length <= Elements; length++)
        {
            AssertBits(length, threads: 1);
        }

        foreach (int threads in Kernels.TestNumbers.ThreadCounts)
        {
            AssertBits(34_000 + Elements, threads);
        }

        void AssertBits(int length, int threads)
        {
            var bits = After(length, threads, 0);
            for (var i = 0; i < bits.Length; i++)
            {
                Assert.True(bits[i] == alone[i % length % Elements][i / length], $"{name}: element {i % length} of {length} on {threads} threads.");
            }
        }

        int[] After(int length, int threads, int first)
        {
            var run = new OptimizerRun(optimizer, [.. Enumerable.Repeat((float)Start, length)], threads);
            for (var t = 1; t <= 3; t++)
            {
                run.Step([.. run.Values.Select((value, i) => (float)Gradient(t, value, first + (i % Elements)))]);
            }

            return run.Bits();
        }
    }

    [Fact]
    public void Keras_momentum_keeps_old_gradients_at_their_old_rate()
    {
        var optimizer = new SGD(0.1f, 0.9, convention: MomentumConvention.Keras);
        var run = new OptimizerRun(optimizer, [(float)Start]);
        for (var t = 1; t <= 20; t++)
        {
            optimizer.LearningRate = t < 10 ? 0.1f : 0.001f;
            run.Step([(float)Gradient(t, run.Values[0])]);
        }

        var expected = OptimizerFormulas.KerasMomentum(Start, (t, w) => Gradient(t, w), 20, t => t < 10 ? 0.1f : 0.001f, 0.9, nesterov: false);
        Tolerance.Accumulation.AssertClose([expected], run.Values, "w");
    }

    /// <summary>Another disturbance for each element.</summary>
    private static double Gradient(int t, double w, int element = 0) => w - 1 + Math.Sin(t + element);
}
