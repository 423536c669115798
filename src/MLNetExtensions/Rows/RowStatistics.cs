namespace Interop.MLNetExtensions.Rows;

/// <summary>What is counted of the training rows before a training: their number, their classes, mean and deviation of their targets.</summary>
/// <param name="targetCount">The number of targets of a row.</param>
/// <param name="classCount">The number of classes; 0 where targets are no classes.</param>
internal sealed class RowStatistics(int targetCount, int classCount)
{
    private readonly double[] _means = new double[targetCount];
    private readonly double[] _squares = new double[targetCount];
    private readonly long[] _classes = new long[classCount];

    /// <summary>The number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>The number of rows of each class.</summary>
    public IReadOnlyList<long> Classes => _classes;

    /// <summary>Takes in a row.</summary>
    /// <param name="targets">Its targets.</param>
    public void Add(ReadOnlySpan<float> targets)
    {
        Count++;
        if (_classes.Length > 0)
        {
            _classes[(int)targets[0]]++;
            return;
        }

        // Welford's running mean and sum of squared deviations.
        for (var i = 0; i < targets.Length; i++)
        {
            var difference = targets[i] - _means[i];
            _means[i] += difference / Count;
            _squares[i] += difference * (targets[i] - _means[i]);
        }
    }

    /// <summary>The scale on which targets have mean 0 and deviation 1; a constant target keeps its unit.</summary>
    public TargetScale Scale() => new(
        [.. _means.Select(mean => (float)mean)],
        [.. _squares.Select(square => Math.Sqrt(square / Math.Max(1, Count)) is > 0 and var deviation ? (float)deviation : 1f)]);
}
