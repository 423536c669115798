using System.Globalization;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Cli.Training;

/// <summary>Makes the schedule of the learning rate that settings name.</summary>
internal static class ScheduleChoice
{
    private const string Known = "cosine, exponential:0.95, step:30:0.1, one-cycle, plateau:5:0.1";

    /// <summary>The schedule; null for a constant rate.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="learningRate">The optimizer's rate.</param>
    /// <param name="batches">The batches of an epoch.</param>
    /// <param name="monitor">The figure that improvement is measured by.</param>
    /// <exception cref="CommandException">There is none of the name, or a number is missing or wrong.</exception>
    public static Callback? Create(TrainSettings settings, float learningRate, int batches, string monitor)
    {
        var parts = settings.Schedule?.Split(':') ?? [];
        var name = parts.FirstOrDefault()?.ToLowerInvariant();
        if (settings.Warmup > 0 && name is "one-cycle" or "plateau")
        {
            throw new CommandException(ExitCode.Usage, $"--warmup does not go with {name}; it goes with cosine, exponential and step.");
        }

        if (settings.Warmup >= settings.Epochs && settings.Warmup > 0)
        {
            throw new CommandException(ExitCode.Usage, $"--warmup {settings.Warmup} leaves no epoch of {settings.Epochs} at the full rate; make it shorter.");
        }

        if (parts.Length - 1 > MostNumbers(name))
        {
            throw new CommandException(ExitCode.Usage, $"The schedule '{settings.Schedule}' has more numbers than '{name}' takes; known are {Known}.");
        }

        var rest = settings.Epochs - settings.Warmup;
        LearningRateSchedule? schedule = name switch
        {
            null => null,
            "cosine" => new CosineSchedule(rest),
            "exponential" => new ExponentialSchedule(Number(parts, 1, 0.95)),
            "step" => new StepSchedule(WholeNumber(parts, 1, Math.Max(1, rest / 3)), Number(parts, 2, 0.1)),
            "one-cycle" => new OneCycle(learningRate, checked(settings.Epochs * batches)),
            "plateau" => null,
            _ => throw new CommandException(ExitCode.Usage, $"There is no schedule '{settings.Schedule}'; known are {Known}."),
        };
        if (name == "plateau")
        {
            return new ReduceOnPlateau(monitor, MonitorMode.Auto, patience: WholeNumber(parts, 1, 5), factor: Number(parts, 2, 0.1));
        }

        if (settings.Warmup == 0)
        {
            return schedule;
        }

        var warmup = new LinearWarmup(settings.Warmup, startFactor: 1.0 / (settings.Warmup + 1), interval: ScheduleInterval.Epoch);
        return schedule is null ? warmup : new SequentialSchedule([warmup, schedule], [settings.Warmup]);
    }

    private static int MostNumbers(string? name) => name switch
    {
        "cosine" or "one-cycle" => 0,
        "exponential" => 1,
        "step" or "plateau" => 2,
        _ => int.MaxValue,
    };

    private static int WholeNumber(string[] parts, int index, int otherwise) =>
        Number(parts, index, otherwise) is var number && number == Math.Floor(number) && number <= int.MaxValue ? (int)number : throw Wrong(parts, index, "a whole number");

    private static double Number(string[] parts, int index, double otherwise)
    {
        if (parts.Length <= index)
        {
            return otherwise;
        }

        return double.TryParse(parts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Wrong(parts, index, "a number above 0");
    }

    private static CommandException Wrong(string[] parts, int index, string expected) =>
        new(ExitCode.Usage, $"The schedule '{string.Join(':', parts)}' has '{parts[index]}' where {expected} belongs; known are {Known}.");
}
