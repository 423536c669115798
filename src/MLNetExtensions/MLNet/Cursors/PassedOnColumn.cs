using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>A column of the input whose values are kept while rows are read ahead.</summary>
internal abstract class PassedOnColumn
{
    private static readonly Dictionary<Type, Func<DataViewRow, DataViewSchema.Column, int, PassedOnColumn>> Kinds = new(
    [
        .. Kind<bool>(), .. Kind<sbyte>(), .. Kind<byte>(), .. Kind<short>(), .. Kind<ushort>(), .. Kind<int>(), .. Kind<uint>(), .. Kind<long>(),
        .. Kind<ulong>(), .. Kind<float>(), .. Kind<double>(), .. Kind<ReadOnlyMemory<char>>(), .. Kind<DateTime>(), .. Kind<DateTimeOffset>(),
        .. Kind<TimeSpan>(), .. Kind<DataViewRowId>(),
    ]);

    /// <summary>Whether the values of all columns can be kept.</summary>
    /// <param name="columns">The columns.</param>
    public static bool CanKeep(IEnumerable<DataViewSchema.Column> columns) => columns.All(column => Kinds.ContainsKey(column.Type.RawType));

    /// <summary>Makes the column.</summary>
    /// <param name="row">The input's row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="capacity">How many values are kept.</param>
    public static PassedOnColumn Create(DataViewRow row, DataViewSchema.Column column, int capacity) => Kinds[column.Type.RawType](row, column, capacity);

    /// <summary>Keeps the value of the input's row.</summary>
    /// <param name="slot">Where.</param>
    public abstract void Keep(int slot);

    /// <summary>The function that reads a kept value.</summary>
    /// <param name="current">Tells which.</param>
    public abstract Delegate CreateGetter(Func<int> current);

    private static IEnumerable<KeyValuePair<Type, Func<DataViewRow, DataViewSchema.Column, int, PassedOnColumn>>> Kind<T>() =>
    [
        new(typeof(T), (row, column, capacity) => new Scalars<T>(row.GetGetter<T>(column), capacity)),
        new(typeof(VBuffer<T>), (row, column, capacity) => new Vectors<T>(row.GetGetter<VBuffer<T>>(column), capacity)),
    ];

    private sealed class Scalars<T>(ValueGetter<T> read, int capacity) : PassedOnColumn
    {
        private readonly T[] _values = new T[capacity];

        public override void Keep(int slot) => read(ref _values[slot]);

        public override Delegate CreateGetter(Func<int> current) => (ValueGetter<T>)((ref T value) => value = _values[current()]);
    }

    private sealed class Vectors<T>(ValueGetter<VBuffer<T>> read, int capacity) : PassedOnColumn
    {
        private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];

        public override void Keep(int slot) => read(ref _values[slot]);

        public override Delegate CreateGetter(Func<int> current) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[current()].CopyTo(ref value));
    }
}
