namespace Interop.Native.Regularizers;

/// <summary>The names by which regularizers may be given, Keras' own, with Keras' strength of 0.01.</summary>
public static class RegularizerNames
{
    private static readonly Dictionary<string, Func<Regularizer>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["l1"] = () => new L1(),
        ["l1_l2"] = () => new L1L2(0.01, 0.01),
        ["l2"] = () => new L2(),
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The regularizer of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No regularizer has that name.</exception>
    public static Regularizer Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no regularizer '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }
}
