using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.MLNetExtensions.Rows;

/// <summary>Rows held in memory, each dense or sparse as it came; a batch is filled from them in any order.</summary>
internal sealed class CachedRows : Dataset
{
    private readonly RunStore<float> _values = new();
    private readonly RunStore<int> _indices = new();
    private readonly List<Place> _places = [];
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private readonly int _targetCount;
    private readonly Shape _inputShape;

    private CachedRows(TrainingRows rows, Shape inputShape)
    {
        _targetCount = rows.TargetCount;
        _inputShape = inputShape;
        Form = new TargetForm([_targetCount], false);
        Weights = new RowWeights(rows.HasWeights, null);
    }

    /// <summary>How targets are given to the loss.</summary>
    public TargetForm Form { get; set; }

    /// <summary>How much rows weigh.</summary>
    public RowWeights Weights { get; set; }

    /// <summary>What is applied to targets on the way: (y − offset) / scale.</summary>
    public TargetScale Scale { get; set; } = TargetScale.None;

    /// <inheritdoc/>
    public override int Count => _places.Count;

    /// <inheritdoc/>
    public override int LookAhead => 2;

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
    public ReadOnlySpan<float> Targets(int row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_targets).Slice(row * _targetCount, _targetCount);

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        var features = batch.Input(0);
        var targets = batch.Target(0);
        var weights = batch.SampleWeights;
        var (featureCount, targetSize) = (_inputShape.Size, Form.Shape.Size);
        for (var i = 0; i < rows.Length; i++)
        {
            Write(_places[rows[i]], features.Slice(i * featureCount, featureCount));
            var target = targets.Slice(i * targetSize, targetSize);
            Form.Write(Targets(rows[i]), target);
            Scale.Apply(target);
            if (!weights.IsEmpty)
            {
                weights[i] = Weights.Of(Weights.HasExampleWeights ? _weights[rows[i]] : 1, Targets(rows[i]));
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

        var (block, start) = _values.Add(row.Values);
        var (indexBlock, indexStart) = row.IsDense ? (-1, 0) : _indices.Add(row.Indices);
        _places.Add(new Place(block, start, indexBlock, indexStart, row.Values.Length));
        _targets.AddRange(row.Targets);
        if (Weights.HasExampleWeights)
        {
            _weights.Add(row.Weight);
        }
    }

    private void Write(Place place, Span<float> features)
    {
        var values = _values.Get(place.Block, place.Start, place.Count);
        if (place.IndexBlock < 0)
        {
            values.CopyTo(features);
            return;
        }

        features.Clear();
        var indices = _indices.Get(place.IndexBlock, place.IndexStart, place.Count);
        for (var i = 0; i < values.Length; i++)
        {
            features[indices[i]] = values[i];
        }
    }

    private readonly record struct Place(int Block, int Start, int IndexBlock, int IndexStart, int Count);
}
