using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.MLNetExtensions.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>
/// Reads rows ahead and scores them in batches. The first batches are small, so that who wants a few rows does not wait for many; a batch is
/// scored when the first of its scores is read.
/// </summary>
internal sealed class ReadAheadCursor : DataViewRowCursor
{
    private const int FirstBatch = 8;

    private readonly DataViewRowCursor _input;
    private readonly ColumnChoice _choice;
    private readonly Delegate?[] _getters;
    private readonly PassedOnColumn[] _passedOn;
    private readonly ValueGetter<VBuffer<float>> _readFeatures;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly ScoreBuffer _buffer;
    private readonly (long Position, long Batch, DataViewRowId Id)[] _places;
    private VBuffer<float> _features;
    private int _batch = FirstBatch;
    private int _count;
    private int _row = -1;
    private bool _isScored;
    private bool _isAtEnd;

    /// <summary>Makes the cursor.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="input">The cursor of the input, which this one owns.</param>
    /// <param name="schema">The schema with the network's columns.</param>
    /// <param name="choice">Which columns are read.</param>
    public ReadAheadCursor(NetworkScorer scorer, DataViewRowCursor input, DataViewSchema schema, ColumnChoice choice)
    {
        _input = input;
        _choice = choice;
        Schema = schema;
        var capacity = ScoreBuffer.SuggestedCapacity(scorer.Network.InputShapes[0].Size);
        _buffer = scorer.CreateBuffer(capacity);
        _places = new (long, long, DataViewRowId)[capacity];
        _readFeatures = input.GetGetter<VBuffer<float>>(choice.Features);
        _readId = input.GetIdGetter();
        _passedOn = [.. choice.PassedOn.Select(column => PassedOnColumn.Create(input, column, capacity))];
        _getters = new Delegate?[schema.Count];
        for (var i = 0; i < _passedOn.Length; i++)
        {
            _getters[choice.PassedOn[i].Index] = _passedOn[i].CreateGetter(Current);
        }

        var scores = new Scores(this);
        foreach (var column in schema.Where(column => choice.Added(column) >= 0))
        {
            _getters[column.Index] = scorer.Columns[choice.Added(column)].CreateGetter(scores);
        }
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public override long Position => _row < 0 ? -1 : _places[_row].Position;

    /// <inheritdoc/>
    public override long Batch => _row < 0 ? _input.Batch : _places[_row].Batch;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_row + 1 < _count)
        {
            _row++;
            return true;
        }

        ReadBatch();
        _row = _count > 0 ? 0 : -1;
        return _count > 0;
    }

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _places[Current()].Id;

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => _choice.IsActive(column);

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _choice.IsActive(column)
        ? ColumnChoice.Typed<TValue>(_getters[column.Index]!, column)
        : throw ColumnChoice.NotActive(column);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Current() => _row >= 0 ? _row : throw new InvalidOperationException("The cursor is on no row: before the first, or behind the last.");

    private void ReadBatch()
    {
        _count = 0;
        _isScored = false;
        while (!_isAtEnd && _count < _batch)
        {
            if (!_input.MoveNext())
            {
                _isAtEnd = true;
                break;
            }

            _readFeatures(ref _features);
            _features.CopyTo(_buffer.Features(_count));
            foreach (var column in _passedOn)
            {
                column.Keep(_count);
            }

            ref var place = ref _places[_count];
            (place.Position, place.Batch) = (_input.Position, _input.Batch);
            _readId(ref place.Id);
            _count++;
        }

        _batch = Math.Min(_batch * 2, _buffer.Capacity);
    }

    private sealed class Scores(ReadAheadCursor cursor) : RowScores(cursor._buffer)
    {
        public override int Evaluate()
        {
            var row = cursor.Current();
            if (!cursor._isScored)
            {
                Buffer.Evaluate(cursor._count);
                cursor._isScored = true;
            }

            return row;
        }
    }
}
