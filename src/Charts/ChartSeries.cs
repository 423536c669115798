namespace Interop.Charts;

/// <summary>A named line through points.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, in the order in which they are joined. One with a number that is not finite interrupts the line.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>A series of values at 1, 2, 3, …: figures of epochs.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="values">The values.</param>
    public static ChartSeries Of(string name, IEnumerable<double> values) => new(name, [.. values.Select((value, i) => (i + 1.0, value))]);
}
