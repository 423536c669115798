namespace Interop.Native.Training.Schedules;

/// <summary>Checks the numbers that schedules are made with.</summary>
internal static class ScheduleArguments
{
    /// <summary>A finite number of 0 or more.</summary>
    public static double NonNegative(double value, string option) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a finite number of 0 or more.");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, string option) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a finite number above 0.");

    /// <summary>A number in [0, 1].</summary>
    public static double Fraction(double value, string option) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} is a number in [0, 1].");
}
