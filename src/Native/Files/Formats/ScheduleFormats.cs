using Interop.Native.Training.Schedules;

namespace Interop.Native.Files.Formats;

/// <summary>How learning-rate schedules are written and read. A <see cref="LambdaSchedule"/> is code, which no file holds.</summary>
internal static class ScheduleFormats
{
    public static void AddTo(ComponentTable<LearningRateSchedule> table)
    {
        table.Add<CosineSchedule>(o => new CosineSchedule(o.GetInt32("length", s => s.Length), o.GetDouble("minimumRate", s => s.MinimumRate, 0), Interval(o)));
        table.Add<ExponentialSchedule>(o => new ExponentialSchedule(o.GetDouble("gamma", s => s.Gamma), Interval(o)));
        table.Add<LinearWarmup>(o => new LinearWarmup(
            o.GetInt32("length", s => s.Length, 5),
            o.GetDouble("startFactor", s => s.StartFactor, 1.0 / 3),
            o.GetDouble("endFactor", s => s.EndFactor, 1),
            Interval(o)));
        table.Add<MultiStepSchedule>(o => new MultiStepSchedule(o.GetInt32s("milestones", s => s.Milestones), o.GetDouble("gamma", s => s.Gamma, 0.1), Interval(o)));
        table.Add<OneCycle>(o => new OneCycle(
            o.GetDouble("maximumRate", s => s.MaximumRate),
            o.GetInt32("totalSteps", s => s.TotalSteps),
            o.GetDouble("risingShare", s => s.RisingShare, 0.3),
            o.GetName("annealing", s => s.Annealing, Annealing.Cosine),
            o.GetBoolean("cycleMomentum", s => s.CycleMomentum, true),
            o.GetDouble("baseMomentum", s => s.BaseMomentum, 0.85),
            o.GetDouble("maximumMomentum", s => s.MaximumMomentum, 0.95),
            o.GetDouble("divisor", s => s.Divisor, 25),
            o.GetDouble("finalDivisor", s => s.FinalDivisor, 1e4),
            o.GetBoolean("threePhases", s => s.ThreePhases, false)));
        table.Add<PolynomialSchedule>(o => new PolynomialSchedule(o.GetInt32("length", s => s.Length, 5), o.GetDouble("power", s => s.Power, 1), Interval(o)));
        table.Add<SequentialSchedule>(o => new SequentialSchedule(
            o.Take(s => s.Schedules, reader => reader.GetSchedules("schedules"), (writer, schedules) => writer.Write("schedules", schedules)),
            o.GetInt32s("milestones", s => s.Milestones)));
        table.Add<StepSchedule>(o => new StepSchedule(o.GetInt32("stepSize", s => s.StepSize), o.GetDouble("gamma", s => s.Gamma, 0.1), Interval(o)));
    }

    private static ScheduleInterval Interval<T>(ComponentOptions<T> options)
        where T : LearningRateSchedule => options.GetName("interval", s => s.Interval, ScheduleInterval.Epoch);
}
