namespace Interop.Native.Activations;

/// <summary>The names by which activation functions may be given, Keras' own.</summary>
public static class ActivationNames
{
    private static readonly Dictionary<string, Func<ActivationFunction>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["elu"] = () => new ELU(),
        ["esp"] = () => new Swish(),
        ["gelu"] = () => new GELU(),
        ["hard_sigmoid"] = () => new HardSigmoid(),
        ["hard_swish"] = () => new HardSwish(),
        ["hard_tanh"] = () => new HardTanh(),
        ["leaky_relu"] = () => new LeakyReLU(),
        ["linear"] = () => new Identity(),
        ["log_softmax"] = () => new LogSoftmax(),
        ["relu"] = () => new ReLU(),
        ["relu6"] = () => new ReLU6(),
        ["selu"] = () => new SELU(),
        ["sigmoid"] = () => new Sigmoid(),
        ["silu"] = () => new Swish(),
        ["softmax"] = () => new Softmax(),
        ["softplus"] = () => new Softplus(),
        ["softsign"] = () => new Softsign(),
        ["swish"] = () => new Swish(),
        ["tanh"] = () => new Tanh(),
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The function of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No function has that name.</exception>
    public static ActivationFunction Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no activation '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }
}
