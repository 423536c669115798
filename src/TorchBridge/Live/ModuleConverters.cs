using Interop.Native.Layers;
using Interop.TorchBridge.Live.ToNative;
using TorchSharp;

namespace Interop.TorchBridge;

/// <summary>
/// What becomes of which TorchSharp module. Immutable: <see cref="With{TModule}"/> gives a new table. A module with a converter is taken as a whole, whatever
/// it is made of; one without is looked into.
/// </summary>
/// <example>
/// <code>
/// // A module of one's own, made of two convolutions named depthwise and pointwise:
/// var converters = ModuleConverters.Default.With&lt;Separable&gt;((module, call) =>
///     new SeparableConv2D((int)module.Outputs, 3, padding: 1, name: call.Name));
/// var network = module.ToNative(example, new ModuleConversionOptions { Converters = converters });
/// </code>
/// </example>
public sealed class ModuleConverters
{
    private readonly Dictionary<Type, Func<torch.nn.Module, ModuleCall, Layer?>> _converters;

    private ModuleConverters(Dictionary<Type, Func<torch.nn.Module, ModuleCall, Layer?>> converters) => _converters = converters;

    /// <summary>The table of the modules that come with TorchSharp and have a counterpart, and of <see cref="TorchAdd"/> and its kin.</summary>
    public static ModuleConverters Default { get; } = BuiltInConverters.AddTo(new ModuleConverters([]));

    /// <summary>
    /// The table with another converter; it goes before one for the same class, and holds for classes derived from it. The layer's parameters take the values
    /// of the module's parameters and buffers of the same names.
    /// </summary>
    /// <typeparam name="TModule">The class of the module.</typeparam>
    /// <param name="convert">Makes the layer for a call of the module; null where the module gives back what it is given.</param>
    public ModuleConverters With<TModule>(Func<TModule, ModuleCall, Layer?> convert)
        where TModule : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(convert);
        return new ModuleConverters(new(_converters) { [typeof(TModule)] = (module, call) => convert((TModule)module, call) });
    }

    /// <summary>The converter of a module, or null.</summary>
    internal Func<torch.nn.Module, ModuleCall, Layer?>? Find(torch.nn.Module module)
    {
        for (var type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (_converters.TryGetValue(type, out var convert))
            {
                return convert;
            }
        }

        return null;
    }
}
