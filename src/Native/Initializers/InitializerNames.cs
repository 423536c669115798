namespace Interop.Native.Initializers;

/// <summary>The names by which initializers may be given, Keras' own, with Keras' options: normal distributions are cut off as there.</summary>
public static class InitializerNames
{
    private static readonly Dictionary<string, Func<Initializer>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["glorot_normal"] = () => new GlorotNormal(tail: NormalTail.Truncated),
        ["glorot_uniform"] = () => new GlorotUniform(),
        ["he_normal"] = () => KaimingNormal.He,
        ["he_uniform"] = () => KaimingUniform.He,
        ["lecun_normal"] = () => new LecunNormal(NormalTail.Truncated),
        ["lecun_uniform"] = () => new LecunUniform(),
        ["ones"] = () => Constant.Ones,
        ["orthogonal"] = () => new Orthogonal(),
        ["random_normal"] = () => new RandomNormal(0.05),
        ["random_uniform"] = () => new RandomUniform(-0.05f, 0.05f),
        ["truncated_normal"] = () => TruncatedNormal.WithinTwoDeviations(),
        ["zeros"] = () => Constant.Zeros,
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The initializer of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No initializer has that name.</exception>
    public static Initializer Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no initializer '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }
}
