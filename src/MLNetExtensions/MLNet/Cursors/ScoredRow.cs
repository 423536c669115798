using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>A row of the input with the network's columns.</summary>
internal sealed class ScoredRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly ColumnChoice _choice;
    private readonly Delegate[] _getters;

    /// <summary>Makes the row.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="input">The row of the input.</param>
    /// <param name="schema">The schema with the network's columns.</param>
    /// <param name="choice">Which columns are read.</param>
    public ScoredRow(NetworkScorer scorer, DataViewRow input, DataViewSchema schema, ColumnChoice choice)
    {
        _input = input;
        _choice = choice;
        Schema = schema;
        var scores = choice.NeedsScores ? new SingleRowScores(scorer, input, choice.Features) : null;
        _getters = scores is null ? [] : [.. scorer.Columns.Select(column => column.CreateGetter(scores))];
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public override long Position => _input.Position;

    /// <inheritdoc/>
    public override long Batch => _input.Batch;

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => _choice.IsActive(column);

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_choice.IsActive(column))
        {
            throw ColumnChoice.NotActive(column);
        }

        return _choice.Added(column) is >= 0 and var added
            ? ColumnChoice.Typed<TValue>(_getters[added], column)
            : _input.GetGetter<TValue>(_input.Schema[column.Index]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}
