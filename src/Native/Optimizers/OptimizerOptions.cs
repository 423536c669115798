using System.Runtime.CompilerServices;

namespace Interop.Native.Optimizers;

/// <summary>The checks of optimizers' options.</summary>
internal static class OptimizerOptions
{
    /// <summary>A share of what is kept from step to step: 0 ≤ value &lt; 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string name = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The share that is kept from step to step lies in [0, 1).");

    /// <summary>A finite number of 0 or more, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is something else.</exception>
    public static double? NotNegative(double? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is { } given ? NotNegative(given, name) : null;

    /// <summary>A share of what is kept from step to step, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is something else.</exception>
    public static double? Share(double? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is { } given ? Share(given, name) : null;

    /// <summary>A finite number of 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A finite number of 0 or more is expected.");
}
