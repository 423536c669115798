namespace Interop.Native.Data.Batches;

/// <summary>A batch in memory of its own.</summary>
internal sealed class BatchBuffer : IBatch
{
    private readonly float[][] _inputs;
    private readonly float[][] _targets;
    private readonly float[] _sampleWeights;
    private readonly int?[] _dataRows;
    private readonly int[] _inputSizes;
    private readonly int[] _targetSizes;
    private readonly int _capacity;

    public BatchBuffer(DataSource data, int capacity)
    {
        _capacity = capacity;
        _inputSizes = [.. data.InputShapes.Select(shape => shape.Size)];
        _targetSizes = [.. data.TargetShapes.Select(shape => shape.Size)];
        _inputs = [.. _inputSizes.Select(Allocate)];
        _targets = [.. _targetSizes.Select(Allocate)];
        _sampleWeights = data.HasSampleWeights ? new float[capacity] : [];
        _dataRows = new int?[capacity];
        View = new BufferRow(this);
    }

    /// <summary>One of its rows, seen as a batch of one.</summary>
    public BufferRow View { get; }

    /// <summary>The number of samples it holds.</summary>
    public int Size { get; set; }

    public int Epoch { get; set; }

    public Span<float> SampleWeights => _sampleWeights.Length == 0 ? default : _sampleWeights.AsSpan(0, Size);

    public Span<float> Input(int index) => Rows(_inputs[index], _inputSizes[index], 0, Size);

    public Span<float> Target(int index) => Rows(_targets[index], _targetSizes[index], 0, Size);

    /// <summary>The number of inputs.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>One row of an input.</summary>
    public Span<float> InputRow(int index, int row) => Rows(_inputs[index], _inputSizes[index], row, 1);

    /// <summary>One row of a target.</summary>
    public Span<float> TargetRow(int index, int row) => Rows(_targets[index], _targetSizes[index], row, 1);

    /// <summary>One row's weight; empty where there are none.</summary>
    public Span<float> WeightRow(int row) => _sampleWeights.Length == 0 ? default : _sampleWeights.AsSpan(row, 1);

    /// <summary>Where a sample stands in the data set; null where that is not known.</summary>
    public int? DataRow(int row) => _dataRows[row];

    /// <summary>Takes the current batch of a feed, of <see cref="Size"/> samples.</summary>
    public void ReadFrom(BatchFeed feed)
    {
        feed.Fill(this);
        for (var row = 0; row < Size; row++)
        {
            _dataRows[row] = feed.Row(row);
        }
    }

    /// <summary>Copies a row of another buffer for the same data.</summary>
    public void CopyRow(int row, BatchBuffer source, int sourceRow)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            source.InputRow(i, sourceRow).CopyTo(InputRow(i, row));
        }

        for (var i = 0; i < _targets.Length; i++)
        {
            source.TargetRow(i, sourceRow).CopyTo(TargetRow(i, row));
        }

        source.WeightRow(sourceRow).CopyTo(WeightRow(row));
    }

    /// <summary>Copies all samples into a batch of as many.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="firstInput">The first input to copy; those before it stay as they are.</param>
    public void CopyTo(IBatch batch, int firstInput = 0)
    {
        for (var i = firstInput; i < _inputs.Length; i++)
        {
            Input(i).CopyTo(batch.Input(i));
        }

        for (var i = 0; i < _targets.Length; i++)
        {
            Target(i).CopyTo(batch.Target(i));
        }

        SampleWeights.CopyTo(batch.SampleWeights);
    }

    private float[] Allocate(int size) => new float[checked(_capacity * size)];

    private static Span<float> Rows(float[] memory, int size, int row, int count) => memory.AsSpan(row * size, count * size);
}
