using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Data with the network's columns.</summary>
/// <param name="scorer">The scorer.</param>
/// <param name="input">The data.</param>
internal sealed class ScoredView(NetworkScorer scorer, IDataView input) : IDataView
{
    /// <inheritdoc/>
    public bool CanShuffle => input.CanShuffle;

    /// <inheritdoc/>
    public DataViewSchema Schema { get; } = scorer.AddTo(input.Schema);

    /// <inheritdoc/>
    public long? GetRowCount() => input.GetRowCount();

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var choice = new ColumnChoice(scorer, input.Schema, Schema, columnsNeeded);
        return Wrap(choice, input.GetRowCursor(choice.Inputs, rand));
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var choice = new ColumnChoice(scorer, input.Schema, Schema, columnsNeeded);
        return [.. input.GetRowCursorSet(choice.Inputs, n, rand).Select(cursor => Wrap(choice, cursor))];
    }

    // Rows can be read ahead where every value of a row can be kept; values that own something, such as images, cannot.
    private DataViewRowCursor Wrap(ColumnChoice choice, DataViewRowCursor cursor) =>
        choice.NeedsScores && PassedOnColumn.CanKeep(choice.PassedOn)
            ? new ReadAheadCursor(scorer, cursor, Schema, choice)
            : new RowByRowCursor(cursor, new ScoredRow(scorer, cursor, Schema, choice));
}
