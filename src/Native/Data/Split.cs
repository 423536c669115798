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
    public static DataSplit Create(int count, SplitFractions fractions, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(generator);
        var order = new int[count];
        generator.Permutation(order);
        var (train, validation, _) = fractions.Counts(count);
        return new DataSplit(
            [.. order.Take(train).Order()],
            [.. order.Skip(train).Take(validation).Order()],
            [.. order.Skip(train + validation).Order()]);
    }
}
