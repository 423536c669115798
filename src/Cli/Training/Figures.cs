using System.Globalization;

namespace Interop.Cli.Training;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    /// <summary>A number with as many places as tell something.</summary>
    /// <param name="value">The number.</param>
    public static string Text(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 or >= 1e7 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        < 10 => value.ToString("F4", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>Figures in a row, each after its name.</summary>
    /// <param name="values">The figures by name.</param>
    public static string Text(IEnumerable<KeyValuePair<string, double>> values) => string.Join("  ", values.Select(pair => $"{pair.Key} {Text(pair.Value)}"));
}
