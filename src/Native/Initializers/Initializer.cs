using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>Gives a parameter its first values. Override <see cref="Fill"/> to write one of your own.</summary>
public abstract class Initializer
{
    /// <summary>Writes the first values, drawing from the generator in row-major order of the public shape, as PyTorch does.</summary>
    /// <param name="values">The tensor to fill.</param>
    /// <param name="fans">Fan-in and fan-out of the weight it belongs to.</param>
    /// <param name="generator">The random numbers.</param>
    public abstract void Fill(Tensor values, Fans fans, Generator generator);

    /// <summary>The initializer of a Keras name, so that <c>kernelInitializer: "he_normal"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="InitializerNames"/>.</param>
    /// <exception cref="ArgumentException">No initializer has that name; the message lists those there are.</exception>
    public static implicit operator Initializer(string name) => InitializerNames.Find(name);
}
