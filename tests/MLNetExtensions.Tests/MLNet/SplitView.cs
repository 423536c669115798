using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>
/// Rows that are given to as many cursors as are asked for, in blocks, whatever the machine's number of cores: ML.NET's own views split by that.
/// It counts how many rows' features are read.
/// </summary>
/// <param name="rows">The rows.</param>
internal sealed class SplitView(Flowers.Flower[] rows) : IDataView
{
    private const int Block = 64;

    private int _featuresRead;

    public int FeaturesRead => _featuresRead;

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = CreateSchema();

    /// <summary>The batch that a row belongs to: ML.NET puts rows of parallel cursors in order by it.</summary>
    public static long BatchOf(int row) => row / Block;

    public long? GetRowCount() => rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(column => column.Index)], 0, 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(column => column.Index)];
        return [.. Enumerable.Range(0, n).Select(part => new Cursor(this, active, part, n))];
    }

    private static DataViewSchema CreateSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Number", NumberDataViewType.Int32);
        builder.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, 4));
        return builder.ToSchema();
    }

    // One of n parts: every n-th block.
    private sealed class Cursor(SplitView view, HashSet<int> active, int part, int parts) : DataViewRowCursor
    {
        private int _row = -1;
        private long _position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => BatchOf(_row);

        public override bool MoveNext()
        {
            do
            {
                _row++;
            }
            while (BatchOf(_row) % parts != part);

            _position++;
            return _row < view.Rows.Length;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_row, 0);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Assert.True(IsColumnActive(column), $"{column.Name} was not asked for");
            Delegate getter = column.Name == "Number" ? (ValueGetter<int>)((ref int value) => value = _row) : (ValueGetter<VBuffer<float>>)ReadFeatures;
            return (ValueGetter<TValue>)getter;
        }

        private void ReadFeatures(ref VBuffer<float> value)
        {
            Interlocked.Increment(ref view._featuresRead);
            var row = view.Rows[_row];
            var editor = VBufferEditor.Create(ref value, 4);
            (editor.Values[0], editor.Values[1], editor.Values[2], editor.Values[3]) = (row.A, row.B, row.C, row.D);
            value = editor.Commit();
        }
    }

    private Flowers.Flower[] Rows => rows;
}
