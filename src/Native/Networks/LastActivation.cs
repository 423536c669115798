using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>The function that makes the numbers of an output.</summary>
/// <param name="IsKnown">Whether it can be told: a layer of one's own may apply a function that nobody sees.</param>
/// <param name="Function">The function; null for none, or where it is not known.</param>
/// <param name="Layer">The layer that gives the numbers; null for an input.</param>
internal readonly record struct LastActivation(bool IsKnown, ActivationFunction? Function, Layer? Layer)
{
    /// <summary>The function behind a node, looked for through layers that pass numbers on as they are.</summary>
    /// <param name="node">A node, such as an output.</param>
    public static LastActivation Of(Node node)
    {
        while (node.Layer is Flatten or Reshape or Permute or Dropout { Form: DropoutForm.Inverted } or Activation { Function: Identity })
        {
            node = node.Inputs[0];
        }

        return node.Layer switch
        {
            Activation activation => new(true, activation.Function, activation),
            { OutputActivation: Identity } layer => new(true, null, layer),
            { OutputActivation: { } function } layer => new(true, function, layer),
            Dense or Convolution or SeparableConvolution or DropConnect => new(true, null, node.Layer),
            _ => new(false, null, node.Layer),
        };
    }
}
