using Interop.Native.Networks;

namespace Interop.Native.Regularizers;

/// <summary>A penalty on values (a kernel, a bias, an activation) that is added to the loss.</summary>
public abstract class Regularizer
{
    /// <summary>The penalty of these values.</summary>
    /// <param name="values">The penalised values.</param>
    /// <param name="sampleCount">N, the number of samples in the training set, for the conventions that divide by it.</param>
    public abstract double Penalty(ReadOnlySpan<float> values, int sampleCount);

    /// <summary>Adds the penalty's derivative to a gradient.</summary>
    /// <param name="values">The penalised values.</param>
    /// <param name="gradient">The gradient to add to, as long as the values.</param>
    /// <param name="sampleCount">N, the number of samples in the training set, for the conventions that divide by it.</param>
    /// <param name="scale">A factor on the derivative.</param>
    public abstract void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, int sampleCount, float scale = 1f);

    /// <summary>
    /// Settles the options that were not given, by the conventions of the network whose layer is built with it; before, and in PyTorch's conventions,
    /// they are Keras', since PyTorch has no regularizers.
    /// </summary>
    /// <param name="conventions">The network's conventions.</param>
    protected internal virtual void Settle(Conventions conventions)
    {
    }

    /// <summary>The regularizer of a Keras name, so that <c>KernelRegularizer = "l2"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="RegularizerNames"/>.</param>
    /// <exception cref="ArgumentException">No regularizer has that name; the message lists those there are.</exception>
    public static implicit operator Regularizer(string name) => RegularizerNames.Find(name);
}
