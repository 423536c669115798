using System.Runtime.InteropServices;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.MLNetExtensions.Rows;

/// <summary>Rows held in memory, each dense or sparse as it came; a batch is filled from them in any order.</summary>
internal sealed class CachedRows : Dataset
{
    // What is reserved before anything is read, however many rows are expected.
    private const int MostReserved = 1 << 20;

    private readonly DenseRows _dense;
    private readonly RunStore<float> _values = new();
    private readonly RunStore<int> _indices = new();

    // Where each row lies; null while all are dense, and then a row's number says it.
    private List<Place>? _places;
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private readonly int _targetCount;
    private readonly Shape _inputShape;

    private CachedRows(TrainingRows rows, Shape inputShape)
    {
        _targetCount = rows.TargetCount;
        _inputShape = inputShape;
        _dense = new DenseRows(rows.FeatureCount, rows.ExpectedCount);
        Form = new TargetForm([_targetCount], false);
        Weights = new RowWeights(rows.HasWeights, null);
        if (rows.ExpectedCount is { } expected)
        {
            var count = Math.Min(expected, MostReserved);
            _targets.EnsureCapacity((int)Math.Min(count * _targetCount, MostReserved));
            _weights.EnsureCapacity(rows.HasWeights ? (int)count : 0);
        }
    }

    /// <summary>How targets are given to the loss.</summary>
    public TargetForm Form { get; set; }

    /// <summary>How much rows weigh.</summary>
    public RowWeights Weights { get; set; }

    /// <summary>What is applied to targets on the way: (y − offset) / scale.</summary>
    public TargetScale Scale { get; set; } = TargetScale.None;

    /// <inheritdoc/>
    public override int Count => _places?.Count ?? _dense.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [_inputShape];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => [Form.Shape];

    /// <inheritdoc/>
    public override bool HasSampleWeights => Weights.AreUsed;

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inputShape">The shape of one sample, with as many elements as a row has features.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NetworkException">There are more rows than one data set can hold.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CachedRows Read(TrainingRows rows, Shape inputShape, CancellationToken cancellationToken)
    {
        const int rowsBetweenChecks = 1024;
        var cache = new CachedRows(rows, inputShape);
        using var reader = rows.Open();
        while (reader.MoveNext())
        {
            if (cache.Count % rowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            cache.Add(reader);
        }

        return cache;
    }

    /// <summary>One row's targets as they came.</summary>
    /// <param name="row">Which row.</param>
    public ReadOnlySpan<float> Targets(int row) => CollectionsMarshal.AsSpan(_targets).Slice(row * _targetCount, _targetCount);

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ReadFeatures(rows, batch.Input(0));
        ReadTargets(rows, batch.Target(0));
        var weights = batch.SampleWeights;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Weights.Of(Weights.HasExampleWeights ? _weights[rows[i]] : 1, Targets(rows[i]));
        }
    }

    private void ReadTargets(ReadOnlySpan<int> rows, Span<float> targets)
    {
        if (_targetCount == 1 && !Form.IsOneHot && !Scale.IsUsed)
        {
            var all = CollectionsMarshal.AsSpan(_targets);
            for (var i = 0; i < rows.Length; i++)
            {
                targets[i] = all[rows[i]];
            }

            return;
        }

        var size = Form.Shape.Size;
        for (var i = 0; i < rows.Length; i++)
        {
            Form.Write(Targets(rows[i]), targets.Slice(i * size, size));
            Scale.Apply(targets.Slice(i * size, size));
        }
    }

    private void ReadFeatures(ReadOnlySpan<int> rows, Span<float> features)
    {
        var length = _inputShape.Size;
        for (var i = 0; i < rows.Length; i++)
        {
            var destination = features.Slice(i * length, length);
            if (_places is null)
            {
                _dense[rows[i]].CopyTo(destination);
            }
            else
            {
                Write(_places[rows[i]], destination);
            }
        }
    }

    private void Add(TrainingRowReader row)
    {
        if (_targets.Count > Array.MaxLength - _targetCount)
        {
            throw new NetworkException(
                $"More rows than fit in memory at once: {Count} were read; train with {nameof(NeuralNetworkOptions)}.{nameof(NeuralNetworkOptions.Caching)} = {nameof(DataCaching.Stream)}.");
        }

        if (!row.IsDense)
        {
            _places ??= [.. Enumerable.Range(0, _dense.Count).Select(Place.Dense)];
            var (block, start) = _values.Add(row.Values);
            var (indexBlock, indexStart) = _indices.Add(row.Indices);
            _places.Add(new Place(block, start, indexBlock, indexStart, row.Values.Length));
        }
        else
        {
            _places?.Add(Place.Dense(_dense.Count));
            _dense.Add(row.Values);
        }

        _targets.AddRange(row.Targets);
        if (Weights.HasExampleWeights)
        {
            _weights.Add(row.Weight);
        }
    }

    private void Write(Place place, Span<float> features)
    {
        if (place.IsDense)
        {
            _dense[place.Start].CopyTo(features);
            return;
        }

        features.Clear();
        var values = _values.Get(place.Block, place.Start, place.Count);
        var indices = _indices.Get(place.IndexBlock, place.IndexStart, place.Count);
        for (var i = 0; i < values.Length; i++)
        {
            features[indices[i]] = values[i];
        }
    }

    // Of a dense row the start is its number among the dense ones.
    private readonly record struct Place(int Block, int Start, int IndexBlock, int IndexStart, int Count)
    {
        public bool IsDense => Block < 0;

        public static Place Dense(int number) => new(-1, number, -1, 0, 0);
    }
}
