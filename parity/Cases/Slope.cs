using Interop.Native.Tensors;

namespace Interop.Parity.Cases;

/// <summary>
/// The gradient that comes back to an output whose shape a case does not know beforehand: a row of numbers, over and over in row-major order.
/// </summary>
internal static class Slope
{
    // A prime, so that the numbers fall differently on every row of the output.
    private const int Length = 97;

    /// <summary>The name of the row among a case's inputs.</summary>
    public const string Name = "slope";

    /// <summary>Draws the row.</summary>
    public static Tensor Draw(InputNumbers numbers) => numbers.Uniform([Length]);

    /// <summary>The gradient for an output.</summary>
    /// <param name="inputs">The case's inputs.</param>
    /// <param name="output">The output's shape.</param>
    public static Tensor For(NamedTensors inputs, Shape output)
    {
        var row = inputs.Floats(Name);
        var gradient = new Tensor(output);
        for (var i = 0; i < gradient.Count; i++)
        {
            gradient.Span[i] = row[i % Length];
        }

        return gradient;
    }
}
