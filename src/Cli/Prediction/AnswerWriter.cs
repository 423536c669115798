using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interop.Cli.Prediction;

/// <summary>Writes answers: as CSV with a header, or as JSON, an object a line.</summary>
/// <param name="writer">Where to.</param>
/// <param name="format">What the outputs mean.</param>
/// <param name="isJson">Whether JSON is wanted.</param>
internal sealed class AnswerWriter(TextWriter writer, AnswerFormat format, bool isJson)
{
    private readonly double[] _numbers = new double[Math.Max(1, format.Columns.Count - (format.IsClass ? 1 : 0))];
    private readonly StringBuilder _line = new();
    private string[] _inputColumns = [];

    /// <summary>Writes the header.</summary>
    /// <param name="inputColumns">The columns before the answer.</param>
    public void Begin(IReadOnlyList<string> inputColumns)
    {
        _inputColumns = [.. inputColumns];
        if (!isJson)
        {
            writer.Write(string.Join(',', _inputColumns.Concat(format.Columns).Select(Quote)));
            writer.Write('\n');
        }
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="inputs">The fields before it.</param>
    /// <param name="output">The network's output.</param>
    public void Write(IReadOnlyList<string> inputs, ReadOnlySpan<float> output)
    {
        var answer = format.Read(output, _numbers);
        if (isJson)
        {
            WriteJson(inputs, answer);
            return;
        }

        _line.Clear();
        foreach (var input in inputs)
        {
            _line.Append(Quote(input)).Append(',');
        }

        if (answer is not null)
        {
            _line.Append(Quote(answer)).Append(',');
        }

        for (var i = 0; i < _numbers.Length; i++)
        {
            _line.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{(float)_numbers[i]}");
        }

        _line.Append('\n');
        writer.Write(_line);
    }

    /// <summary>Hands on what was written.</summary>
    public void Flush() => writer.Flush();

    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0
        ? field
        : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void WriteJson(IReadOnlyList<string> inputs, string? answer)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            for (var i = 0; i < inputs.Count; i++)
            {
                json.WriteString(_inputColumns[i], inputs[i]);
            }

            var columns = format.Columns;
            if (answer is not null)
            {
                json.WriteString(columns[0], answer);
            }

            for (var i = 0; i < _numbers.Length; i++)
            {
                Output.JsonFigures.Write(json, columns[i + (answer is null ? 0 : 1)], (float)_numbers[i]);
            }

            json.WriteEndObject();
        }

        writer.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        writer.Write('\n');
    }
}
