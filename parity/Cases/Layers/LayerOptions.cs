using System.Globalization;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>A layer with its options, PyTorch's names and meanings.</summary>
internal abstract record LayerOptions
{
    /// <summary>What PyTorch calls it, or Keras where PyTorch has no layer for it: how the case's name begins.</summary>
    public abstract string Kind { get; }

    /// <summary>The options by name.</summary>
    public abstract IEnumerable<(string Name, string Value)> Parameters { get; }

    /// <summary>The parameters by PyTorch's names, with their shapes.</summary>
    /// <param name="samples">The shapes of one sample of each input.</param>
    public virtual IEnumerable<(string Name, Shape Shape)> Weights(IReadOnlyList<Shape> samples) => [];

    /// <summary>Extents as names have them: <c>3x5</c>.</summary>
    protected static string Text(Shape extents) => string.Join('x', extents);

    /// <summary>A whole number as text, the same on every machine.</summary>
    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Yes or no.</summary>
    protected static string Text(bool value) => value ? "yes" : "no";
}
