namespace Interop.OnnxBridge;

/// <summary>The versions of ONNX's operator set that models can be written for, and the file format that goes with each.</summary>
public static class OnnxOpset
{
    /// <summary>The oldest version that can be written: 13 (2020), the first with Softmax along any single axis.</summary>
    public const int Oldest = 13;

    /// <summary>The newest version that can be written: 21 (2024).</summary>
    public const int Newest = 21;

    /// <summary>
    /// The version written unless another is asked for: 17 (2022). Every ONNX Runtime since 1.12, every browser build of it, and the checkers
    /// of the Linux distributions know it, and no layer gains from a newer one.
    /// </summary>
    public const int Default = 17;

    // The version of the file format that was current when the operator set was published (ONNX, docs/Versioning.md): an older
    // runtime that knows the operators then also accepts the file.
    internal static long FormatVersion(int opset) => opset switch
    {
        <= 14 => 7,
        <= 18 => 8,
        <= 20 => 9,
        _ => 10,
    };
}
