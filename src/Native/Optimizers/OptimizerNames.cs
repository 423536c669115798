namespace Interop.Native.Optimizers;

/// <summary>The names by which optimizers may be given, Keras' own; their options are those of the network's conventions.</summary>
public static class OptimizerNames
{
    private static readonly Dictionary<string, Func<Optimizer>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["adadelta"] = () => new Adadelta(),
        ["adagrad"] = () => new Adagrad(),
        ["adam"] = () => new Adam(),
        ["adamax"] = () => new Adamax(),
        ["adamw"] = () => new AdamW(),
        ["nadam"] = () => new NAdam(),
        ["radam"] = () => new RAdam(),
        ["rmsprop"] = () => new RMSprop(),
        ["sgd"] = () => new SGD(),
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The optimizer of a name, with its default options.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No optimizer has that name.</exception>
    public static Optimizer Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no optimizer '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }
}
