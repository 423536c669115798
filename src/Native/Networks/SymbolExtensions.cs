using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>Calls layers on symbols, as Keras' functional form does.</summary>
public static class SymbolExtensions
{
    /// <summary>The layer's output for these inputs: Keras' <c>layer(x)</c>.</summary>
    /// <param name="layer">The layer; calling it again shares its weights.</param>
    /// <param name="inputs">What to call it on.</param>
    /// <exception cref="NetworkException">The layer cannot take inputs of these shapes.</exception>
    public static Symbol Call(this Layer layer, params Symbol[] inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(inputs);
        return Symbol.Of(layer, inputs);
    }
}
