using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Data.Tables;
using Interop.Native.Tensors;

namespace Interop.Cli.Prediction;

/// <summary>Answers the rows of a table, a batch at a time: only a batch is in memory.</summary>
internal static class TablePrediction
{
    /// <summary>Answers every row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The table, and how.</param>
    /// <param name="writer">Where answers go.</param>
    /// <param name="output">Where what was left out is told.</param>
    /// <param name="interrupt">Ctrl-C.</param>
    /// <returns>Whether it came to the end; false where Ctrl-C stopped it before.</returns>
    public static bool Run(RunnableModel model, TableRequest request, AnswerWriter writer, CommandOutput output, Interrupt interrupt)
    {
        var schema = request.Schema;
        var layout = TableLayout.Detect(request.Path, schema, request.Separator);
        using var reader = new TableReader(request.Path, schema, layout, request.SkipBadRows);
        string[] columns = request.WithInputs ? [.. reader.Names] : [];
        writer.Begin(columns);
        var batch = new Tensor([request.BatchSize, schema.FeatureCount]);
        var inputs = new string[request.BatchSize][];
        var count = 0;
        bool isWhole;
        while (true)
        {
            isWhole = !interrupt.IsRequested;
            var hasRow = isWhole && reader.Read(batch.Span.Slice(count * schema.FeatureCount, schema.FeatureCount));
            if (hasRow)
            {
                inputs[count++] = [.. columns.Select((_, column) => reader.Field(column))];
            }

            if (count > 0 && (!hasRow || count == request.BatchSize))
            {
                Answer(model, schema, batch.Rows(0, count), inputs, writer);
                count = 0;
            }

            if (!hasRow)
            {
                break;
            }
        }

        if (reader.SkippedRows > 0)
        {
            output.Warning($"{reader.SkippedRows} rows were left out: {string.Join("; ", reader.SkippedBecause)}{(reader.SkippedRows > reader.SkippedBecause.Count ? "; …" : "")}");
        }

        if (reader.UnknownCategories > 0)
        {
            output.Warning($"{reader.UnknownCategories} values are none of the categories of the training data; they count as none.");
        }

        return isWhole;
    }

    private static void Answer(RunnableModel model, TableSchema schema, Tensor rows, string[][] inputs, AnswerWriter writer)
    {
        var batch = rows.Clone();
        schema.Apply(batch.Span);
        var outputs = model.Predict(batch);
        var size = outputs.Count / outputs.Shape[0];
        for (var i = 0; i < outputs.Shape[0]; i++)
        {
            writer.Write(inputs[i], outputs.Span.Slice(i * size, size));
        }
    }
}
