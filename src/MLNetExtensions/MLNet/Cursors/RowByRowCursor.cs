using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Goes through rows one at a time, without reading ahead.</summary>
/// <param name="input">The cursor of the input.</param>
/// <param name="row">The row on it, which owns it.</param>
internal sealed class RowByRowCursor(DataViewRowCursor input, ScoredRow row) : DataViewRowCursor
{
    /// <inheritdoc/>
    public override DataViewSchema Schema => row.Schema;

    /// <inheritdoc/>
    public override long Position => row.Position;

    /// <inheritdoc/>
    public override long Batch => row.Batch;

    /// <inheritdoc/>
    public override bool MoveNext() => input.MoveNext();

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            row.Dispose();
        }

        base.Dispose(disposing);
    }
}
