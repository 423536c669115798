using Interop.Native.Tensors;
using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Cases.Networks;

/// <summary>One layer of a network.</summary>
/// <param name="Options">The layer.</param>
/// <param name="Inputs">The channels or features it is given; 0 where it has no weights.</param>
/// <param name="With">For a join: after which step, counted from 0, the second input comes out; −1 is the network's own input.</param>
internal sealed record NetworkStep(LayerOptions Options, int Inputs = 0, int? With = null)
{
    /// <summary>The parameters and buffers by PyTorch's names, with their shapes.</summary>
    public IEnumerable<(string Name, Shape Shape)> Weights => Options.Weights([new Shape(Inputs)]);

    /// <summary>The options in one line: <c>layer=conv2d; filters=4 …</c></summary>
    public string Text => string.Join("; ", Options.Parameters.Append(("with", With?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")).Select(option => $"{option.Item1}={option.Item2}"));
}
