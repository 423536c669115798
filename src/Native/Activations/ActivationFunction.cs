using Interop.Native.Layers;

namespace Interop.Native.Activations;

/// <summary>
/// A function applied to a layer's output: give it to a layer (<c>new Dense(3, activation: "relu")</c>) or put it in a network as a
/// step of its own (<c>new Sequential(new Dense(3), new ReLU())</c>).
/// </summary>
public abstract class ActivationFunction
{
    /// <summary>The axis of the batch along which the function works, for functions such as softmax that do not work element by element.</summary>
    public virtual int Axis => -1;

    /// <summary>Whether each output element depends on its own input element only.</summary>
    public virtual bool IsElementwise => true;

    /// <summary>Whether <see cref="Backward"/> reads the inputs x.</summary>
    public virtual bool BackwardNeedsInput => false;

    /// <summary>Whether <see cref="Backward"/> reads the outputs y.</summary>
    public virtual bool BackwardNeedsOutput => true;

    /// <summary>y = f(x). x and y may be the same memory.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs.</param>
    /// <param name="view">How the batch lies along <see cref="Axis"/>.</param>
    public abstract void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view);

    /// <summary>dx = f'(x)·dy. dy and dx may be the same memory.</summary>
    /// <param name="x">The inputs, empty unless <see cref="BackwardNeedsInput"/>.</param>
    /// <param name="y">The outputs, empty unless <see cref="BackwardNeedsOutput"/>.</param>
    /// <param name="outputGradient">dy, the gradient of the loss with respect to the outputs.</param>
    /// <param name="inputGradient">dx, the gradient of the loss with respect to the inputs.</param>
    /// <param name="view">How the batch lies along <see cref="Axis"/>.</param>
    public abstract void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view);

    /// <summary>The function of a Keras name, so that <c>activation: "relu"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="ActivationNames"/>.</param>
    /// <exception cref="ArgumentException">No function has that name; the message lists those there are.</exception>
    public static implicit operator ActivationFunction(string name) => ActivationNames.Find(name);

    /// <summary>The function as a layer of its own.</summary>
    /// <param name="function">The function.</param>
    public static implicit operator Layer(ActivationFunction function) => new Activation(function);
}
