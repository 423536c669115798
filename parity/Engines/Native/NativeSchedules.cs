using Interop.Native.Training.Schedules;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Schedules;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs schedule cases on the engine.</summary>
internal static class NativeSchedules
{
    /// <summary>The rate at each time.</summary>
    public static NamedTensors Run(ScheduleCase parityCase)
    {
        var rates = new float[parityCase.Steps];
        if (parityCase.Kind == "ReduceOnPlateau")
        {
            Plateau(parityCase, rates);
        }
        else
        {
            var schedule = Create(parityCase);
            for (var t = 0; t < rates.Length; t++)
            {
                rates[t] = (float)schedule.Rate(ScheduleCase.InitialRate, t);
            }
        }

        return new NamedTensors { { "rates", rates } };
    }

    private static LearningRateSchedule Create(ScheduleCase of) => of.Kind switch
    {
        "Step" => new StepSchedule(of.Whole("size"), of["gamma"]),
        "MultiStep" => new MultiStepSchedule(of.All("milestone"), of["gamma"]),
        "Exponential" => new ExponentialSchedule(of["gamma"]),
        "Polynomial" => new PolynomialSchedule(of.Whole("length"), of["power"]),
        "CosineAnnealing" => new CosineSchedule(of.Whole("length"), of["minimum"]),
        "Linear" => new LinearWarmup(of.Whole("length"), of["start"], of["end"]),
        "Lambda" => new LambdaSchedule(t => 1 / (1 + (of["decay"] * t))),
        "Sequential" => new SequentialSchedule(
            [new LinearWarmup(of.Whole("warm"), of["start"]), new CosineSchedule(of.Whole("length"))], [of.Whole("warm")]),
        "OneCycle" => new OneCycle(
            of["maximum"], of.Whole("total"), of["share"], of["linear"] == 1 ? Annealing.Linear : Annealing.Cosine, threePhases: of["phases"] == 3),
        _ => throw new NotSupportedException($"The native engine has no schedule for '{of.Kind}'."),
    };

    private static void Plateau(ScheduleCase of, float[] rates)
    {
        var figures = of.Inputs.Floats("figures");
        var schedule = new ReduceOnPlateau(
            factor: of["factor"],
            patience: of.Whole("patience"),
            threshold: of["threshold"],
            isRelative: of["relative"] == 1,
            cooldown: of.Whole("cooldown"),
            minimumRate: of["minimum"]);
        var rate = ScheduleCase.InitialRate;
        for (var t = 0; t < rates.Length; t++)
        {
            rates[t] = (float)rate;
            rate = schedule.Observe(figures[t], rate);
        }
    }
}
