namespace Interop.Native.Initializers;

/// <summary>How much wider weights must be for the variance to survive the function after them: PyTorch's <c>calculate_gain</c>.</summary>
public static class Gain
{
    /// <summary>No function, or a sigmoid: 1.</summary>
    public const double Linear = 1;

    /// <summary>The hyperbolic tangent: 5/3.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>SELU: 3/4.</summary>
    public const double Selu = 3.0 / 4;

    /// <summary>ReLU: √2.</summary>
    public static double ReLU { get; } = Math.Sqrt(2);

    /// <summary>Leaky ReLU: <c>√(2/(1 + a²))</c>.</summary>
    /// <param name="negativeSlope">a.</param>
    public static double LeakyReLU(double negativeSlope) => Math.Sqrt(2.0 / (1 + (negativeSlope * negativeSlope)));
}
