using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>Every value is the same. Draws no random number.</summary>
/// <param name="value">The value.</param>
public sealed class Constant(float value) : Initializer
{
    /// <summary>All zeros.</summary>
    public static Constant Zeros { get; } = new(0f);

    /// <summary>All ones.</summary>
    public static Constant Ones { get; } = new(1f);

    /// <summary>The value.</summary>
    public float Value => value;

    /// <inheritdoc/>
    public override void Fill(Tensor values, Fans fans, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(values);
        values.Span.Fill(value);
    }
}
