using Interop.OnnxBridge;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// Runs a converted pipeline in ONNX Runtime over rows of the data and compares every output with the pipeline's column: all rows at once, and
/// one by one where that differs, since ML.NET's conversion of text steps takes one row at a time.
/// </summary>
internal sealed class PipelineVerification
{
    private const string OutputSuffix = ".output";

    private readonly InferenceSession _session;
    private readonly OnnxColumn[] _inputs;
    private readonly OnnxColumn[] _outputs;

    private PipelineVerification(InferenceSession session, IDataView data, IDataView expected, int rows)
    {
        _session = session;
        _inputs = [.. session.InputMetadata.Keys.Select(name => OnnxColumn.Read(data, data.Schema[name], rows))];
        _outputs = [.. session.OutputMetadata.Keys.Select(name => OnnxColumn.Read(expected, expected.Schema[name[..^OutputSuffix.Length]], rows))];
    }

    /// <summary>Verifies a model.</summary>
    /// <param name="bytes">The model.</param>
    /// <param name="model">The pipeline.</param>
    /// <param name="data">The data.</param>
    /// <param name="rows">How many rows, from the first on.</param>
    /// <exception cref="OnnxExportException">
    /// ONNX Runtime does not take the model, a column differs (the message names row and column), or there is no row to tell by.
    /// </exception>
    public static void Run(byte[] bytes, ITransformer model, IDataView data, int rows)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(bytes, options);
            new PipelineVerification(session, data, model.Transform(data), rows).Run();
        }
        catch (OnnxRuntimeException error)
        {
            throw new OnnxExportException($"ONNX Runtime does not run the converted pipeline: {error.Message}", error);
        }
    }

    private void Run()
    {
        var rows = _inputs.Concat(_outputs).Min(column => column.Rows);
        if (rows == 0)
        {
            throw new OnnxExportException(
                "The converted pipeline cannot be verified: the data has no rows. Give data with some rows of the kind that the pipeline takes, or convert with verifyRows: 0.");
        }

        if (DiffersAtOnce(rows) is null)
        {
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            if (Difference(row, 1) is { } difference)
            {
                throw new OnnxExportException(
                    $"The converted pipeline differs: {difference}. One of ML.NET's own steps may differ in its conversion; convert without verification to look for it.");
            }
        }
    }

    private string? DiffersAtOnce(int rows)
    {
        try
        {
            return Difference(0, rows);
        }
        catch (OnnxRuntimeException error)
        {
            return error.Message;
        }
    }

    private string? Difference(int row, int count)
    {
        var inputs = new List<OrtValue>();
        try
        {
            inputs.AddRange(_inputs.Zip(_session.InputMetadata.Values, (column, metadata) => column.ToValue(row, count, metadata.Dimensions)));
            using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var results = _session.Run(options, _session.InputMetadata.Keys.ToArray(), inputs, _session.OutputMetadata.Keys.ToArray());
            return _outputs.Select((column, i) => column.Difference(row, count, results[i])).FirstOrDefault(difference => difference is not null);
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }
}
