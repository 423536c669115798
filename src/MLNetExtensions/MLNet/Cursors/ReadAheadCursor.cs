using Interop.MLNetExtensions.MLNet.Transformers;
using Interop.MLNetExtensions.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>
/// Reads rows ahead and scores them in batches. The first batches are small, so that who wants a few rows does not wait for many; a batch is
/// scored when the first of its scores is read. What costs more than it is mostly worth is kept only where it is asked for: the ids of rows.
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
    private readonly BatchScores _scores;
    private readonly long[] _batches;
    private DataViewRowId[] _ids = [];
    private VBuffer<float> _features;
    private int _batch = FirstBatch;
    private int _count;
    private int _row = -1;
    private long _position = -1;
    private bool _isAtEnd;
    private bool _hasIds = true;

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
        _batches = new long[capacity];
        _readFeatures = input.GetGetter<VBuffer<float>>(choice.Features);
        _readId = input.GetIdGetter();
        _passedOn = [.. choice.PassedOn.Select(column => PassedOnColumn.Create(input, column, capacity))];
        _getters = new Delegate?[schema.Count];
        for (var i = 0; i < _passedOn.Length; i++)
        {
            _getters[choice.PassedOn[i].Index] = _passedOn[i].CreateGetter(Current);
        }

        _scores = new BatchScores(this);
        foreach (var column in schema.Where(column => choice.Added(column) >= 0))
        {
            _getters[column.Index] = scorer.Columns[choice.Added(column)].CreateGetter(_scores);
        }
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public override long Position => _row < 0 ? -1 : _position;

    /// <inheritdoc/>
    public override long Batch => _row < 0 ? _input.Batch : _batches[_row];

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        _position++;
        if (_row + 1 < _count)
        {
            _scores.MoveTo(++_row);
            return true;
        }

        ReadBatch();
        _row = _count > 0 ? 0 : -1;
        _scores.Forget(_row);
        return _count > 0;
    }

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        if (_ids.Length == 0)
        {
            // Before the first row, where getters are asked for, nothing is lost.
            _ids = new DataViewRowId[_batches.Length];
            _hasIds = _row < 0;
        }

        return (ref DataViewRowId value) => value = _hasIds ? _ids[Current()] : throw IdsNotKept();
    }

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

    private static InvalidOperationException IdsNotKept() =>
        new("The ids of the rows that were read ahead are not kept, since nobody had asked for them; call GetIdGetter before the first MoveNext.");

    private void ReadBatch()
    {
        _count = 0;
        _hasIds = true;
        while (!_isAtEnd && _count < _batch)
        {
            if (!_input.MoveNext())
            {
                _isAtEnd = true;
                break;
            }

            _readFeatures(ref _features);
            _buffer.Write(_count, _features);
            foreach (var column in _passedOn)
            {
                column.Keep(_count);
            }

            _batches[_count] = _input.Batch;
            if (_ids.Length > 0)
            {
                _readId(ref _ids[_count]);
            }

            _count++;
        }

        _batch = Math.Min(_batch * 2, _buffer.Capacity);
    }

    private sealed class BatchScores(ReadAheadCursor cursor) : RowScores(cursor._buffer)
    {
        /// <summary>Goes to a row of the batch.</summary>
        public void MoveTo(int row) => Place = row;

        /// <summary>Goes to the first row of another batch, none of which is scored yet.</summary>
        public void Forget(int row) => (Place, IsScored) = (row, false);

        protected override void Score()
        {
            cursor.Current();
            Buffer.Evaluate(cursor._count);
            IsScored = true;
        }
    }
}
