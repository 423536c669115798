using Interop.Native.Tensors;

namespace Interop.OnnxBridge;

/// <summary>How an ONNX model is brought in.</summary>
public sealed class OnnxImportOptions
{
    /// <summary>
    /// The shapes of one sample, without the batch axis, of inputs whose extents the file leaves open, by name. A network here has fixed
    /// shapes but for the batch.
    /// </summary>
    public IReadOnlyDictionary<string, Shape> InputShapes { get; init; } = new Dictionary<string, Shape>();

    /// <summary>
    /// The outputs to import, by name and in the order wanted; null for all. What leads to none of them is left out and need not be importable, such
    /// as the class and label of a classification head.
    /// </summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>
    /// The folder in which weights that the file keeps beside itself are looked for; null for the file's own folder, or nowhere when the
    /// model does not come from a file. Nothing outside it is ever read.
    /// </summary>
    public string? ExternalDataFolder { get; init; }
}
