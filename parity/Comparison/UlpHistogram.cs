using Interop.Native.Tensors;

namespace Interop.Parity.Comparison;

/// <summary>Elements counted by how many floats lie between a value and the reference's: 0, 1, 2 to 3, 4 to 7, and so on by powers of two.</summary>
internal sealed class UlpHistogram
{
    private readonly long[] _counts = new long[33];

    /// <summary>The largest distance.</summary>
    public long Maximum { get; private set; }

    /// <summary>The bins that are not empty: the smallest distance of the bin, and how many elements lie in it.</summary>
    public IEnumerable<(long From, long Count)> Bins =>
        _counts.Select((count, bin) => (bin == 0 ? 0L : 1L << (bin - 1), count)).Where(bin => bin.count > 0);

    /// <summary>Counts elements.</summary>
    /// <param name="actual">The values.</param>
    /// <param name="expected">The reference's.</param>
    public static UlpHistogram Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        var histogram = new UlpHistogram();
        for (var i = 0; i < actual.Length; i++)
        {
            var distance = TensorComparison.UlpsBetween((float)actual[i], (float)expected[i]);
            histogram.Maximum = Math.Max(histogram.Maximum, distance);
            histogram._counts[distance == 0 ? 0 : 1 + (int)Math.Log2(distance)]++;
        }

        return histogram;
    }

    /// <summary>Counts what others counted.</summary>
    /// <param name="others">The others.</param>
    public static UlpHistogram Sum(IEnumerable<UlpHistogram> others)
    {
        var sum = new UlpHistogram();
        foreach (var other in others)
        {
            sum.Maximum = Math.Max(sum.Maximum, other.Maximum);
            for (var bin = 0; bin < sum._counts.Length; bin++)
            {
                sum._counts[bin] += other._counts[bin];
            }
        }

        return sum;
    }
}
