namespace Interop.Native.Data;

/// <summary>Some samples of a data set, read through it without a copy. PyTorch's <c>Subset</c>.</summary>
/// <example>
/// <code>
/// var split = Split.Create(data.Count, new SplitFractions(0.7, 0.15, 0.15), generator);
/// network.Fit(new Subset(data, split.Train), validationData: new Subset(data, split.Validation));
/// var figures = network.Evaluate(new Subset(data, split.Test));
/// </code>
/// </example>
public sealed class Subset : Dataset
{
    private readonly Dataset _data;
    private readonly int[] _rows;

    /// <summary>Chooses samples.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Which samples, in order; repeats are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row is not one of the data set's.</exception>
    public Subset(Dataset data, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(rows);
        _data = data;
        _rows = [.. rows];
        foreach (var row in _rows)
        {
            if ((uint)row >= (uint)data.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"The data set has rows 0 to {data.Count - 1}, got row {row}.");
            }
        }
    }

    /// <inheritdoc/>
    public override int Count => _rows.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensors.Shape> InputShapes => _data.InputShapes;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensors.Shape> TargetShapes => _data.TargetShapes;

    /// <inheritdoc/>
    public override bool HasSampleWeights => _data.HasSampleWeights;

    /// <inheritdoc/>
    public override int LookAhead => _data.LookAhead;

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        const int onStack = 512;
        var mapped = rows.Length <= onStack ? stackalloc int[rows.Length] : new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            mapped[i] = _rows[rows[i]];
        }

        _data.Read(mapped, batch);
    }
}
