using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// A value that will flow through a <see cref="Model"/>: an input, or the output of a layer called on other symbols. Keras calls it a
/// symbolic tensor. It has a shape but no numbers.
/// </summary>
public sealed class Symbol
{
    private Symbol(Layer? layer, Symbol[] inputs, Shape shape, string? name)
    {
        Layer = layer;
        Inputs = inputs;
        Shape = shape;
        Name = name;
    }

    /// <summary>The shape of one sample, without the batch axis.</summary>
    public Shape Shape { get; }

    /// <summary>The name of an input, used for ONNX and in errors; null for a layer's output.</summary>
    public string? Name { get; }

    /// <summary>The layer whose output this is; null for an input.</summary>
    public Layer? Layer { get; }

    /// <summary>What the layer was called on.</summary>
    public IReadOnlyList<Symbol> Inputs { get; }

    /// <summary>An input of a model.</summary>
    /// <param name="shape">The shape of one sample, without the batch axis.</param>
    /// <param name="name">Its name.</param>
    public static Symbol Input(Shape shape, string? name = null) => new(null, [], shape, name);

    /// <summary>The output of a layer called on symbols; calling one layer twice shares its weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What to call it on.</param>
    /// <exception cref="NetworkException">The layer cannot take inputs of these shapes.</exception>
    internal static Symbol Of(Layer layer, Symbol[] inputs) =>
        new(layer, inputs, layer.OutputShape([.. inputs.Select(input => input.Shape)]), null);
}
