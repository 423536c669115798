using Interop.Parity.Cases;
using Interop.Parity.Cases.Schedules;
using TorchSharp;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;
using Strategy = TorchSharp.torch.optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs schedule cases on TorchSharp.</summary>
internal static class TorchSharpSchedules
{
    /// <summary>The rate at each time.</summary>
    public static NamedTensors Run(ScheduleCase parityCase)
    {
        var figures = parityCase.Inputs.Floats("figures");
        using var optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], ScheduleCase.InitialRate, momentum: 0.9);
        var scheduler = Create(parityCase, optimizer);
        var rates = new float[parityCase.Steps];
        for (var t = 0; t < rates.Length; t++)
        {
            rates[t] = (float)optimizer.ParamGroups.First().LearningRate;
            optimizer.step();
            if (parityCase.Kind == "ReduceOnPlateau")
            {
                scheduler.step(figures[t]);
            }
            else if (t < rates.Length - 1)
            {
                scheduler.step();
            }
        }

        return new NamedTensors { { "rates", rates } };
    }

    private static LRScheduler Create(ScheduleCase of, Optimizer optimizer) => of.Kind switch
    {
        "Step" => StepLR(optimizer, of.Whole("size"), of["gamma"]),
        "MultiStep" => MultiStepLR(optimizer, of.All("milestone"), of["gamma"]),
        "Exponential" => ExponentialLR(optimizer, of["gamma"]),
        "Polynomial" => PolynomialLR(optimizer, of.Whole("length"), of["power"]),
        "CosineAnnealing" => CosineAnnealingLR(optimizer, of["length"], of["minimum"]),
        "Linear" => LinearLR(optimizer, of["start"], of["end"], of.Whole("length")),
        "Lambda" => LambdaLR(optimizer, t => 1 / (1 + (of["decay"] * t))),
        "Sequential" => SequentialLR(
            optimizer, [LinearLR(optimizer, of["start"], 1, of.Whole("warm")), CosineAnnealingLR(optimizer, of["length"])], [of.Whole("warm")]),
        "OneCycle" => OneCycleLR(
            optimizer,
            of["maximum"],
            of.Whole("total"),
            pct_start: of["share"],
            anneal_strategy: of["linear"] == 1 ? Strategy.Linear : Strategy.Cos,
            three_phase: of["phases"] == 3),
        "ReduceOnPlateau" => ReduceLROnPlateau(
            optimizer,
            factor: of["factor"],
            patience: of.Whole("patience"),
            threshold: of["threshold"],
            threshold_mode: of["relative"] == 1 ? "rel" : "abs",
            cooldown: of.Whole("cooldown"),
            min_lr: [of["minimum"]]),
        _ => throw new NotSupportedException($"TorchSharp has no schedule for '{of.Kind}'."),
    };
}
