using Interop.Native.Layers;
using Interop.Native.Random;

namespace Interop.Native.Data;

/// <summary>
/// Divides samples at random into training, validation and test: of a random order of 0 … N − 1, the first go to training, the next to
/// validation, the last to the test. The same generator state gives the same split. Source: D4.
/// </summary>
public static class Split
{
    /// <summary>Divides samples.</summary>
    /// <param name="count">N, the number of samples.</param>
    /// <param name="fractions">The size of each part.</param>
    /// <param name="generator">The random numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no samples.</exception>
    /// <exception cref="ArgumentException">The fractions are those of <c>default</c>.</exception>
    /// <exception cref="NetworkException">There are so few samples that a part with a fraction above 0 gets none.</exception>
    public static DataSplit Create(int count, SplitFractions fractions, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(generator);
        var (train, validation, _) = fractions.Counts(count);
        var split = Draw(count, train, validation, generator);
        fractions.RequireAll(split);
        return split;
    }

    /// <summary>Parts of known sizes, each in ascending order.</summary>
    internal static DataSplit Draw(int count, int train, int validation, Generator generator)
    {
        var order = new int[count];
        generator.Permutation(order);
        return new DataSplit(
            [.. order.Take(train).Order()],
            [.. order.Skip(train).Take(validation).Order()],
            [.. order.Skip(train + validation).Order()]);
    }
}
