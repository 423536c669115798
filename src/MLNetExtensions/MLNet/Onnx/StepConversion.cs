using Interop.OnnxBridge;
using Interop.OnnxBridge.Proto;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// ML.NET's conversion of its own steps to ONNX. A step that it cannot convert it leaves out, with a warning or without a word, and takes the
/// columns of that name from before the step; here that is an error which names the step.
/// </summary>
internal static class StepConversion
{
    // With this ML.NET marks the exceptions that it throws about what it was given. Others are faults in a program, and go on as they are; but for one:
    // where a step that it leaves out made a column of its own name, ML.NET looks that column up and does not find it.
    private const string Marked = "ML_IsMarked";

    // How the warning begins that a step is left out.
    private const string LeftOut = "Had to stop walkback of pipeline";

    /// <summary>Converts steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="input">The schema before the first.</param>
    /// <exception cref="OnnxExportException">A step cannot be converted.</exception>
    public static ModelProto Run(IReadOnlyList<ITransformer> steps, SchemaView input)
    {
        var model = TryRun(steps, input, out var error);
        return model ?? throw Explain(steps, input, error!);
    }

    private static ModelProto? TryRun(IReadOnlyList<ITransformer> steps, SchemaView input, out Exception? error)
    {
        // Only ML.NET's own classes can be converted, and it does not warn of others.
        if (steps.Any(step => !step.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.ML.", StringComparison.Ordinal)))
        {
            error = new OnnxExportException("ML.NET converts no steps but its own.");
            return null;
        }

        var context = new MLContext();
        string? warning = null;
        context.Log += (_, line) =>
            warning ??= line.Kind == ChannelMessageKind.Warning && line.RawMessage.StartsWith(LeftOut, StringComparison.Ordinal) ? line.RawMessage : null;
        using var stream = new MemoryStream();
        try
        {
            context.Model.ConvertToOnnx(new TransformerChain<ITransformer>([.. steps]), input, stream);
            error = warning is null ? null : new OnnxExportException(warning);
        }
        catch (Exception thrown) when (thrown.Data.Contains(Marked) || thrown is KeyNotFoundException)
        {
            error = thrown is KeyNotFoundException && warning is not null ? new OnnxExportException(warning, thrown) : thrown;
        }

        return error is null ? ModelProto.Parser.ParseFrom(stream.ToArray()) : null;
    }

    // What cannot be converted among others cannot be converted alone, which tells its name.
    private static OnnxExportException Explain(IReadOnlyList<ITransformer> steps, SchemaView input, Exception error)
    {
        foreach (var step in steps)
        {
            if (TryRun([step], input, out var cause) is null)
            {
                return new OnnxExportException($"ML.NET cannot convert the step {Name(step)} to ONNX: {cause!.Message}", cause);
            }

            input = new SchemaView(step.Transform(input).Schema);
        }

        return new OnnxExportException($"ML.NET cannot convert one of the steps {string.Join(", ", steps.Select(Name))} to ONNX: {error.Message}", error);
    }

    // A class within another is often just called Transformer.
    private static string Name(ITransformer step)
    {
        var type = step.GetType();
        return (type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name).Split('`')[0];
    }
}
