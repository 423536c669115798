using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>
/// Runs a converted pipeline in ONNX Runtime over every row of some data and compares every output with the column that the pipeline itself
/// gives. Nothing of it is shared with the library's own verification.
/// </summary>
internal static class OnnxRun
{
    private const double Tolerance = 1e-5;
    private const string Suffix = ".output";

    /// <summary>Compares all rows.</summary>
    /// <param name="onnx">The model.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="data">The rows.</param>
    /// <param name="oneByOne">Whether the model takes one row at a time, as ML.NET's text steps do.</param>
    /// <returns>The names of the columns that were compared.</returns>
    public static string[] AssertSame(byte[] onnx, ITransformer pipeline, IDataView data, bool oneByOne = false)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(onnx, options);
        var (given, expected) = (Columns(data), Columns(pipeline.Transform(data)));
        var count = expected["Score"].Length;
        Assert.NotEqual(0, count);
        var chunk = oneByOne ? 1 : count;
        for (var row = 0; row < count; row += chunk)
        {
            using var results = session.Run([.. session.InputMetadata.Select(input => Value(input.Key, input.Value, given[input.Key][row..(row + chunk)]))]);
            foreach (var result in results)
            {
                AssertSame(result.Name, expected[result.Name[..^Suffix.Length]], row, chunk, Elements(result));
            }
        }

        return [.. session.OutputMetadata.Keys.Select(name => name[..^Suffix.Length])];
    }

    private static void AssertSame(string name, object[][] expected, int row, int count, object[] got)
    {
        var at = 0;
        for (var i = row; i < row + count; i++)
        {
            foreach (var value in expected[i])
            {
                Assert.True(at < got.Length, $"{name}: no value for row {i}");
                Assert.True(AreSame(value, got[at]), $"{name}, row {i}: {value} in ML.NET, {got[at]} in ONNX Runtime");
                at++;
            }
        }

        Assert.Equal(at, got.Length);
    }

    private static bool AreSame(object expected, object got)
    {
        if (expected is string or bool)
        {
            return expected.Equals(got);
        }

        // Of the value where that is larger than 1: a float of 1000 has no 1e-5.
        var (left, right) = (Convert.ToDouble(expected, null), Convert.ToDouble(got, null));
        return left.Equals(right) || Math.Abs(left - right) <= Tolerance * Math.Max(1, Math.Abs(left));
    }

    // The elements of every row of every visible column.
    private static Dictionary<string, object[][]> Columns(IDataView view)
    {
        var columns = new Dictionary<string, object[][]>();
        foreach (var column in view.Preview(maxRows: 1000).ColumnView.Where(column => !column.Column.IsHidden))
        {
            columns[column.Column.Name] = [.. column.Values.Select(Elements)];
        }

        return columns;
    }

    private static object[] Elements(object value) => value switch
    {
        VBuffer<float> vector => [.. vector.DenseValues().Cast<object>()],
        VBuffer<bool> vector => [.. vector.DenseValues().Cast<object>()],
        VBuffer<uint> vector => [.. vector.DenseValues().Cast<object>()],
        VBuffer<ReadOnlyMemory<char>> vector => [.. vector.DenseValues().Select(text => text.ToString())],
        ReadOnlyMemory<char> text => [text.ToString()],
        _ => [value],
    };

    private static object[] Elements(DisposableNamedOnnxValue result) => result.ElementType switch
    {
        TensorElementType.Float => [.. result.AsEnumerable<float>().Cast<object>()],
        TensorElementType.Bool => [.. result.AsEnumerable<bool>().Cast<object>()],
        TensorElementType.UInt8 => [.. result.AsEnumerable<byte>().Cast<object>()],
        TensorElementType.UInt16 => [.. result.AsEnumerable<ushort>().Cast<object>()],
        TensorElementType.UInt32 => [.. result.AsEnumerable<uint>().Cast<object>()],
        TensorElementType.UInt64 => [.. result.AsEnumerable<ulong>().Cast<object>()],
        TensorElementType.Int64 => [.. result.AsEnumerable<long>().Cast<object>()],
        TensorElementType.String => [.. result.AsEnumerable<string>()],
        var type => throw new NotSupportedException($"{result.Name} has elements of {type}."),
    };

    private static NamedOnnxValue Value(string name, NodeMetadata metadata, object[][] rows)
    {
        object[] elements = [.. rows.SelectMany(row => row)];
        int[] dimensions = [rows.Length, .. metadata.Dimensions.Skip(1).Select(extent => extent > 0 ? extent : elements.Length / rows.Length)];
        return metadata.ElementDataType switch
        {
            TensorElementType.Float => Create<float>(),
            TensorElementType.Bool => Create<bool>(),
            TensorElementType.UInt32 => Create<uint>(),
            TensorElementType.String => Create<string>(),
            var type => throw new NotSupportedException($"{name} takes elements of {type}."),
        };

        NamedOnnxValue Create<T>() => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(elements.Cast<T>().ToArray(), dimensions));
    }
}
