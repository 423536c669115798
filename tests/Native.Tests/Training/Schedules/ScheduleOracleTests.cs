using Interop.Native.Tests.Infrastructure;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Training.Schedules;

/// <summary>Every schedule against torch.optim.lr_scheduler, step by step.</summary>
public class ScheduleOracleTests
{
    [Fact]
    public void Rates_are_those_recorded_from_torch() =>
        OracleFile.Recorded("Training/Schedules/references/schedules.json.gz").AssertAll(Check);

    [Fact]
    public void Rates_are_those_of_torch_here() => PythonOracle.Live("schedules.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var expected = recorded.Doubles("rates");
        if (recorded.Name == "plateau")
        {
            CheckPlateau(recorded, expected);
            return;
        }

        var schedule = Create(recorded);
        var initial = recorded.Has("rate") ? recorded.Double("rate") : 0.1;
        double[] rates = [.. expected.Select((_, t) => schedule.Rate(initial, t))];

        // PyTorch multiplies from step to step where the schedule has a closed form, so its roundings add up.
        Tolerance.Float64.AssertClose(expected, rates, recorded.Name);
        if (recorded.HasTensor("momenta"))
        {
            double[] momenta = [.. expected.Select((_, t) => schedule.Momentum(t)!.Value)];
            Tolerance.Float64.AssertClose(recorded.Doubles("momenta"), momenta, "momentum");
        }
    }

    private static LearningRateSchedule Create(OracleCase options)
    {
        double Of(string name) => options.Double(name);
        return options.Name switch
        {
            "step" => new StepSchedule(options.Int("step_size"), Of("gamma")),
            "multi_step" => new MultiStepSchedule(options.Ints("milestones"), Of("gamma")),
            "exponential" => new ExponentialSchedule(Of("gamma")),
            "cosine" => new CosineSchedule(options.Int("length"), Of("minimum")),
            "linear" => new LinearWarmup(options.Int("length"), Of("start"), Of("end")),
            "polynomial" => new PolynomialSchedule(options.Int("length"), Of("power")),
            "sequential" => new SequentialSchedule(
                [
                    new LinearWarmup(options.Int("warm"), Of("start"), interval: ScheduleInterval.Epoch),
                    new CosineSchedule(options.Int("down")),
                ],
                [options.Int("warm")]),
            "one_cycle" => new OneCycle(
                Of("max_lr"),
                options.Int("total_steps"),
                Of("pct_start"),
                options.String("anneal_strategy") == "cos" ? Annealing.Cosine : Annealing.Linear,
                baseMomentum: Of("base_momentum"),
                maximumMomentum: Of("max_momentum"),
                divisor: Of("div_factor"),
                finalDivisor: Of("final_div_factor"),
                threePhases: options.Bool("three_phase")),
            var name => throw new ArgumentException($"The recording has a schedule unknown here: {name}."),
        };
    }

    private static void CheckPlateau(OracleCase recorded, double[] expected)
    {
        var plateau = new ReduceOnPlateau(
            "loss",
            recorded.String("mode") == "min" ? MonitorMode.Minimum : MonitorMode.Maximum,
            recorded.Double("factor"),
            recorded.Int("patience"),
            recorded.Double("threshold"),
            recorded.String("threshold_mode") == "rel",
            recorded.Int("cooldown"),
            recorded.Double("min_lr"));
        var rates = new List<double> { recorded.Double("rate") };
        foreach (var figure in recorded.Doubles("figures"))
        {
            rates.Add(plateau.Observe(figure, rates[^1]));
        }

        Tolerance.Float64.AssertClose(expected, [.. rates], "plateau");
    }
}
