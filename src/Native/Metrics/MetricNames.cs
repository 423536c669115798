namespace Interop.Native.Metrics;

/// <summary>The names by which metrics may be given, Keras' own.</summary>
public static class MetricNames
{
    private static readonly Dictionary<string, Func<Metric>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["accuracy"] = () => new Accuracy(),
        ["acc"] = () => new Accuracy(),
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The metric of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No metric has that name.</exception>
    public static Metric Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no metric '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }
}
