using Interop.Native.Optimizers;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Optimizers;

/// <summary>Every optimizer against torch.optim in float64: values after 1, 10 and 1,000 steps, and what is remembered, under PyTorch's names.</summary>
public class OptimizerOracleTests
{
    [Fact]
    public void Trajectories_are_those_recorded_from_torch() =>
        OracleFile.Recorded("Optimizers/references/optimizers.json.gz").AssertAll(Check);

    [Fact]
    public void Trajectories_are_those_of_torch_here() => PythonOracle.Live("optimizers.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var optimizer = Create(recorded);
        var run = new OptimizerRun(optimizer, recorded.Tensor("values").ToArray());
        var target = recorded.Tensor("target").ToArray();
        var noise = new NoiseSequence((long)recorded.Double("seed"), target.Length);
        var (scale, curvature) = (recorded.Double("scale"), recorded.Double("curvature"));
        var gradient = new float[target.Length];
        for (var step = 1; step <= 1000; step++)
        {
            if (step == recorded.Int("drop_at"))
            {
                optimizer.LearningRate *= 0.1f;
            }

            var drawn = noise.Next(recorded.Bool("sparse"));
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] = (float)((scale * drawn[i]) + (curvature * ((double)run.Values[i] - target[i])));
            }

            run.Step(gradient);
            if (recorded.HasTensor($"after_{step}"))
            {
                CheckUpdate(recorded, run, step);
            }
        }

        CheckState(recorded, run);
    }

    // The move is compared, not where it led: at a low learning rate weights that never moved would be close as well.
    private static void CheckUpdate(OracleCase recorded, OptimizerRun run, int step)
    {
        var before = recorded.Doubles("values");
        var after = recorded.Doubles($"after_{step}");
        double[] expected = [.. after.Select((value, i) => value - before[i])];
        double[] actual = [.. run.Values.Select((value, i) => value - before[i])];
        var tolerance = Tolerance.Update(step, before.Concat(after).Max(Math.Abs), Noise(recorded, $"after_{step}"));
        tolerance.AssertClose(expected, actual, $"move of {step} steps");
        if (step == 1000)
        {
            tolerance.AssertTells(expected, $"move of {step} steps");
        }
    }

    private static double Noise(OracleCase recorded, string tensor) => recorded.Numbers("noise").Single(noise => noise.Name == tensor).Value;

    private static void CheckState(OracleCase recorded, OptimizerRun run)
    {
        var names = run.Optimizer.SlotNames.Concat(run.Optimizer.ScalarNames).Order(StringComparer.Ordinal);
        Assert.Equal(recorded.Strings("state"), names);
        foreach (var name in recorded.Strings("state"))
        {
            var slot = run.Optimizer.SlotNames.ToList().IndexOf(name);
            if (slot >= 0)
            {
                var expected = recorded.Doubles($"state_{name}");
                Tolerance.State(Noise(recorded, $"state_{name}")).AssertClose(expected, run.State.Slot(slot), name);
            }
            else
            {
                Tolerance.Product.AssertClose(recorded.Doubles($"state_{name}")[0], run.State.Scalars[0], name);
            }
        }
    }

    private static Optimizer Create(OracleCase options)
    {
        var rate = options.Float("lr");
        var decay = options.Float("weight_decay");
        double Of(string name) => options.Double(name);
        return options.Name switch
        {
            "adadelta" => new Adadelta(rate, Of("rho"), Of("eps"), decay),
            "adagrad" => new Adagrad(rate, Of("lr_decay"), decay, options.Float("initial_accumulator_value"), Of("eps")),
            "adam" => new Adam(rate, Of("beta1"), Of("beta2"), Of("eps"), decay, options.Bool("amsgrad")),
            "adamax" => new Adamax(rate, Of("beta1"), Of("beta2"), Of("eps"), decay),
            "adamw" => new AdamW(rate, Of("beta1"), Of("beta2"), Of("eps"), decay, options.Bool("amsgrad")),
            "nadam" => new NAdam(rate, Of("beta1"), Of("beta2"), Of("eps"), decay, Of("momentum_decay")),
            "radam" => new RAdam(rate, Of("beta1"), Of("beta2"), Of("eps"), decay),
            "rmsprop" => new RMSprop(rate, Of("alpha"), Of("eps"), decay, Of("momentum"), options.Bool("centered")),
            "sgd" => new SGD(rate, Of("momentum"), Of("dampening"), decay, options.Bool("nesterov")),
            var name => throw new ArgumentException($"The recording has an optimizer unknown here: {name}."),
        };
    }
}
