namespace Interop.TorchBridge;

/// <summary>How a TorchSharp module is brought over.</summary>
public sealed record ModuleConversionOptions
{
    /// <summary>What becomes of which module; add your own with <see cref="ModuleConverters.With{TModule}"/>.</summary>
    public ModuleConverters Converters { get; init; } = ModuleConverters.Default;

    /// <summary>
    /// The largest difference between the module's output and the network's, relative to the largest value: 1e-5. Both round each operation to 6e-8 and add
    /// up in different orders.
    /// </summary>
    public double Tolerance { get; init; } = 1e-5;
}
