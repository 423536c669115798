namespace Interop.Parity.Cases.Schedules;

/// <summary>Every schedule with some settings.</summary>
internal static class ScheduleCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        ScheduleCase[] cases =
        [
            new("Step", "7-0.1", [("size", 7), ("gamma", 0.1)]),
            new("Step", "1-0.9", [("size", 1), ("gamma", 0.9)]),
            new("MultiStep", "5-12-30", [("gamma", 0.3), ("milestone", 5), ("milestone", 12), ("milestone", 30)]),
            new("Exponential", "0.93", [("gamma", 0.93)]),
            new("Polynomial", "20-1", [("length", 20), ("power", 1)]),
            new("Polynomial", "30-2.5", [("length", 30), ("power", 2.5)]),
            new("CosineAnnealing", "40-0", [("length", 40), ("minimum", 0)]),
            new("CosineAnnealing", "25-0.001", [("length", 25), ("minimum", 0.001)]) { Steps = 25 },
            new("Linear", "5", [("start", 1.0 / 3), ("end", 1), ("length", 5)]),
            new("Linear", "20-down", [("start", 1), ("end", 0.1), ("length", 20)]),
            new("Lambda", "inverse", [("decay", 0.2)]),
            new("Sequential", "warm-up-cosine", [("start", 0.1), ("warm", 8), ("length", 32)]),
            new("OneCycle", "cosine", [("maximum", 0.5), ("total", 40), ("share", 0.3), ("linear", 0), ("phases", 2)]),
            new("OneCycle", "linear-three-phases", [("maximum", 1), ("total", 40), ("share", 0.25), ("linear", 1), ("phases", 3)]),
            new("ReduceOnPlateau", "relative", [("factor", 0.5), ("patience", 2), ("threshold", 0.01), ("relative", 1), ("cooldown", 0), ("minimum", 0)]),
            new("ReduceOnPlateau", "absolute-cooldown", [("factor", 0.3), ("patience", 1), ("threshold", 0.02), ("relative", 0), ("cooldown", 3), ("minimum", 0.002)]),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 4000 + (ulong)i });
    }
}
