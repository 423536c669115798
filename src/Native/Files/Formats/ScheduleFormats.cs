using Interop.Native.Training.Schedules;

namespace Interop.Native.Files.Formats;

/// <summary>How learning-rate schedules are written and read. A <see cref="LambdaSchedule"/> is code, which no file holds.</summary>
internal static class ScheduleFormats
{
    public static void AddTo(ComponentTable<LearningRateSchedule> table)
    {
        table.Add<CosineSchedule>(
            (s, o) =>
            {
                o.Write("length", s.Length);
                o.Write("minimumRate", s.MinimumRate);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new CosineSchedule(o.GetInt32("length"), o.GetDouble("minimumRate", 0), Interval(o)));
        table.Add<ExponentialSchedule>(
            (s, o) =>
            {
                o.Write("gamma", s.Gamma);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new ExponentialSchedule(o.GetDouble("gamma"), Interval(o)));
        table.Add<LinearWarmup>(
            (s, o) =>
            {
                o.Write("length", s.Length);
                o.Write("startFactor", s.StartFactor);
                o.Write("endFactor", s.EndFactor);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new LinearWarmup(
                o.GetInt32("length", 5), o.GetDouble("startFactor", 1.0 / 3), o.GetDouble("endFactor", 1), o.GetName("interval", ScheduleInterval.Step)));
        table.Add<MultiStepSchedule>(
            (s, o) =>
            {
                o.Write("milestones", s.Milestones);
                o.Write("gamma", s.Gamma);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new MultiStepSchedule(o.GetInt32s("milestones"), o.GetDouble("gamma", 0.1), Interval(o)));
        AddOneCycle(table);
        table.Add<PolynomialSchedule>(
            (s, o) =>
            {
                o.Write("length", s.Length);
                o.Write("power", s.Power);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new PolynomialSchedule(o.GetInt32("length", 5), o.GetDouble("power", 1), Interval(o)));
        table.Add<SequentialSchedule>(
            (s, o) =>
            {
                o.Write("schedules", s.Schedules);
                o.Write("milestones", s.Milestones);
            },
            o => new SequentialSchedule(o.GetSchedules("schedules"), o.GetInt32s("milestones")));
        table.Add<StepSchedule>(
            (s, o) =>
            {
                o.Write("stepSize", s.StepSize);
                o.Write("gamma", s.Gamma);
                o.WriteName<ScheduleInterval>("interval", s.Interval);
            },
            o => new StepSchedule(o.GetInt32("stepSize"), o.GetDouble("gamma", 0.1), Interval(o)));
    }

    private static void AddOneCycle(ComponentTable<LearningRateSchedule> table) => table.Add<OneCycle>(
        (s, o) =>
        {
            o.Write("maximumRate", s.MaximumRate);
            o.Write("totalSteps", s.TotalSteps);
            o.Write("risingShare", s.RisingShare);
            o.WriteName<Annealing>("annealing", s.Annealing);
            o.Write("cycleMomentum", s.CycleMomentum);
            o.Write("baseMomentum", s.BaseMomentum);
            o.Write("maximumMomentum", s.MaximumMomentum);
            o.Write("divisor", s.Divisor);
            o.Write("finalDivisor", s.FinalDivisor);
            o.Write("threePhases", s.ThreePhases);
        },
        o => new OneCycle(
            o.GetDouble("maximumRate"),
            o.GetInt32("totalSteps"),
            o.GetDouble("risingShare", 0.3),
            o.GetName("annealing", Annealing.Cosine),
            o.GetBoolean("cycleMomentum", true),
            o.GetDouble("baseMomentum", 0.85),
            o.GetDouble("maximumMomentum", 0.95),
            o.GetDouble("divisor", 25),
            o.GetDouble("finalDivisor", 1e4),
            o.GetBoolean("threePhases", false)));

    private static ScheduleInterval Interval(OptionReader options) => options.GetName("interval", ScheduleInterval.Epoch);
}
