using System.Globalization;
using System.Numerics;
using Interop.OnnxBridge;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>The first rows of a column, to be given to ONNX Runtime or compared with what it gives.</summary>
internal abstract class OnnxColumn
{
    // Of the larger of 1 and the value: ONNX Runtime's sums have another order than ML.NET's and the network's.
    private const double Tolerance = 1e-5;

    // Where each row begins, and where the last ends: rows of vectors of varying size differ in length.
    private readonly int[] _starts;

    private OnnxColumn(string name, int[] starts)
    {
        Name = name;
        _starts = starts;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => _starts.Length - 1;

    /// <summary>Reads rows.</summary>
    /// <param name="view">The data.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <exception cref="OnnxExportException">Values of its type cannot be given to ONNX Runtime.</exception>
    public static OnnxColumn Read(IDataView view, DataViewSchema.Column column, int rows)
    {
        var item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        return item is TextDataViewType ? new Texts(view, column, rows) : Type.GetTypeCode(item.RawType) switch
        {
            TypeCode.Boolean => new Truths(view, column, rows),
            TypeCode.SByte => new Numbers<sbyte>(view, column, rows),
            TypeCode.Byte => new Numbers<byte>(view, column, rows),
            TypeCode.Int16 => new Numbers<short>(view, column, rows),
            TypeCode.UInt16 => new Numbers<ushort>(view, column, rows),
            TypeCode.Int32 => new Numbers<int>(view, column, rows),
            TypeCode.UInt32 => new Numbers<uint>(view, column, rows),
            TypeCode.Int64 => new Numbers<long>(view, column, rows),
            TypeCode.UInt64 => new Numbers<ulong>(view, column, rows),
            TypeCode.Single => new Numbers<float>(view, column, rows),
            TypeCode.Double => new Numbers<double>(view, column, rows),
            _ => throw new OnnxExportException($"Column '{column.Name}' of type {column.Type} cannot be in an ONNX model; drop it or name the outputColumns that are wanted."),
        };
    }

    /// <summary>Some rows as an input.</summary>
    /// <param name="row">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="dimensions">The input's dimensions; those that are open fit the rows.</param>
    public OrtValue ToValue(int row, int count, int[] dimensions)
    {
        var (start, length) = Range(row, count);
        long[] shape = [count, .. dimensions.Skip(1).Select(extent => extent > 0 ? extent : length / count)];
        return Create(start, length, shape);
    }

    /// <summary>Looks for a row that differs from an output.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="result">The output.</param>
    /// <returns>What differs; null where nothing does.</returns>
    public string? Difference(int row, int count, OrtValue result)
    {
        var (start, length) = Range(row, count);
        if (result.GetTensorTypeAndShape().ElementCount is var got && got != length)
        {
            var rows = count == 1 ? $"row {row}, has" : $"rows {row} to {row + count - 1}, have";
            return FormattableString.Invariant($"column '{Name}', {rows} {length} values in ML.NET and {got} in ONNX Runtime");
        }

        for (var i = 0; i < length; i++)
        {
            if (!Equal(start + i, result, i, out var expected, out var given))
            {
                var at = Array.FindLastIndex(_starts, begin => begin <= start + i);
                return $"column '{Name}', row {at}, is {expected} in ML.NET and {given} in ONNX Runtime";
            }
        }

        return null;
    }

    protected abstract OrtValue Create(int start, int length, long[] shape);

    protected abstract bool Equal(int at, OrtValue result, int position, out string expected, out string got);

    private (int Start, int Length) Range(int row, int count) => (_starts[row], _starts[row + count] - _starts[row]);

    private static (T[] Values, int[] Starts) Values<T>(IDataView view, DataViewSchema.Column column, int rows)
    {
        var values = new List<T>();
        var starts = new List<int> { 0 };
        using var cursor = view.GetRowCursor([column]);
        var readVector = column.Type is VectorDataViewType ? cursor.GetGetter<VBuffer<T>>(column) : null;
        var readScalar = readVector is null ? cursor.GetGetter<T>(column) : null;
        var vector = default(VBuffer<T>);
        T scalar = default!;
        while (starts.Count <= rows && cursor.MoveNext())
        {
            if (readVector is not null)
            {
                readVector(ref vector);
                values.AddRange(vector.DenseValues());
            }
            else
            {
                readScalar!(ref scalar);
                values.Add(scalar);
            }

            starts.Add(values.Count);
        }

        return ([.. values], [.. starts]);
    }

    private sealed class Texts : OnnxColumn
    {
        private readonly ReadOnlyMemory<char>[] _values;

        public Texts(IDataView view, DataViewSchema.Column column, int rows)
            : this(column.Name, Values<ReadOnlyMemory<char>>(view, column, rows))
        {
        }

        private Texts(string name, (ReadOnlyMemory<char>[] Values, int[] Starts) read)
            : base(name, read.Starts) => _values = read.Values;

        protected override OrtValue Create(int start, int length, long[] shape)
        {
            var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
            for (var i = 0; i < length; i++)
            {
                value.StringTensorSetElementAt(_values[start + i].Span, i);
            }

            return value;
        }

        protected override bool Equal(int at, OrtValue result, int position, out string expected, out string got)
        {
            expected = _values[at].ToString();
            got = result.GetStringElement(position);
            return expected == got;
        }
    }

    private sealed class Truths : OnnxColumn
    {
        private readonly bool[] _values;

        public Truths(IDataView view, DataViewSchema.Column column, int rows)
            : this(column.Name, Values<bool>(view, column, rows))
        {
        }

        private Truths(string name, (bool[] Values, int[] Starts) read)
            : base(name, read.Starts) => _values = read.Values;

        protected override OrtValue Create(int start, int length, long[] shape) => OrtValue.CreateTensorValueFromMemory(_values[start..(start + length)], shape);

        protected override bool Equal(int at, OrtValue result, int position, out string expected, out string got)
        {
            (expected, got) = ($"{_values[at]}", $"{result.GetTensorDataAsSpan<bool>()[position]}");
            return expected == got;
        }
    }

    private sealed class Numbers<T> : OnnxColumn
        where T : unmanaged, INumberBase<T>
    {
        private readonly T[] _values;

        public Numbers(IDataView view, DataViewSchema.Column column, int rows)
            : this(column.Name, Values<T>(view, column, rows))
        {
        }

        private Numbers(string name, (T[] Values, int[] Starts) read)
            : base(name, read.Starts) => _values = read.Values;

        protected override OrtValue Create(int start, int length, long[] shape) => OrtValue.CreateTensorValueFromMemory(_values[start..(start + length)], shape);

        protected override bool Equal(int at, OrtValue result, int position, out string expected, out string got)
        {
            var values = result.GetTensorDataAsSpan<T>();
            expected = _values[at].ToString("R", CultureInfo.InvariantCulture);
            got = values[position].ToString("R", CultureInfo.InvariantCulture);
            var (left, right) = (double.CreateChecked(_values[at]), double.CreateChecked(values[position]));
            return left.Equals(right) || Math.Abs(left - right) <= Tolerance * Math.Max(1, Math.Abs(left));
        }
    }
}
