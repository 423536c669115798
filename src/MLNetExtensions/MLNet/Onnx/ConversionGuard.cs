using System.Diagnostics;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// Refuses ML.NET's own conversion to ONNX, which knows only ML.NET's own steps: it would write a model without the network, whose scores are
/// inputs, and say nothing. The only sign that a step gets of it is who asks for its data.
/// </summary>
internal static class ConversionGuard
{
    private const string Converter = "Microsoft.ML.OnnxExportExtensions";

    /// <summary>Checks who asks.</summary>
    /// <exception cref="NotSupportedException">ML.NET's conversion does.</exception>
    public static void Check()
    {
        foreach (var frame in new StackTrace(1, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod()?.DeclaringType?.FullName == Converter)
            {
                throw new NotSupportedException(
                    "ML.NET's ConvertToOnnx leaves a neural network out of the file without a word; use mlContext.Model.ConvertPipelineToOnnx(model, data, stream).");
            }
        }
    }
}
