using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>A table of class indices from 0 on and the keys from 1 on that stand for them; or a single row of zeros of a column.</summary>
internal sealed class LookupView : IDataView
{
    public const string KeyColumn = "Key";
    public const string ValueColumn = "Value";

    private readonly int _count;

    /// <summary>Makes a table of indices and keys.</summary>
    /// <param name="keyType">The type of the keys.</param>
    /// <param name="annotations">What is told of them.</param>
    /// <param name="count">How many there are.</param>
    public LookupView(DataViewType keyType, DataViewSchema.Annotations annotations, int count)
    {
        _count = count;
        var kept = new DataViewSchema.Annotations.Builder();
        kept.Add(annotations, name => name == "KeyValues");
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(KeyColumn, NumberDataViewType.Int32);
        builder.AddColumn(ValueColumn, keyType, kept.ToAnnotations());
        Schema = builder.ToSchema();
    }

    /// <summary>Makes a row of zeros.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="type">Its type, a vector of Single.</param>
    public LookupView(string name, DataViewType type)
    {
        _count = 1;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(name, type);
        Schema = builder.ToSchema();
    }

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public long? GetRowCount() => _count;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LookupView view, HashSet<int> active) : DataViewRowCursor
    {
        private int _row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _row < view._count ? _row : -1;

        public override long Batch => 0;

        public override bool MoveNext() => _row < view._count && ++_row < view._count;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_row, 0);

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Delegate getter = column.Type switch
            {
                VectorDataViewType vector => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new VBuffer<float>(vector.Size, new float[vector.Size])),
                KeyDataViewType { RawType: var type } when type == typeof(byte) => (ValueGetter<byte>)((ref byte value) => value = (byte)(_row + 1)),
                KeyDataViewType { RawType: var type } when type == typeof(ushort) => (ValueGetter<ushort>)((ref ushort value) => value = (ushort)(_row + 1)),
                KeyDataViewType { RawType: var type } when type == typeof(ulong) => (ValueGetter<ulong>)((ref ulong value) => value = (ulong)(_row + 1)),
                KeyDataViewType => (ValueGetter<uint>)((ref uint value) => value = (uint)(_row + 1)),
                _ => (ValueGetter<int>)((ref int value) => value = _row),
            };
            return IsColumnActive(column) && getter is ValueGetter<TValue> typed
                ? typed
                : throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} was not asked for, or as {typeof(TValue)}.");
        }
    }
}
