using System.Runtime.CompilerServices;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Initializers;

/// <summary>The checks that initializers share.</summary>
internal static class InitializerArguments
{
    /// <summary>A finite number of 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A finite number of 0 or more is expected.");

    /// <summary>What <see cref="Initializer.Fill"/> is given.</summary>
    /// <exception cref="ArgumentNullException">One is missing.</exception>
    public static void Check(Tensor values, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(generator);
    }
}
