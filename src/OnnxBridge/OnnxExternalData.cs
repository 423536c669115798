namespace Interop.OnnxBridge;

/// <summary>Where an exported file keeps its weights.</summary>
public enum OnnxExternalData
{
    /// <summary>In the file itself, as far as that goes: an ONNX file holds less than 2 GB, and more goes into a file beside it.</summary>
    WhenNeeded,

    /// <summary>In a file beside it, named after it with <c>.data</c> behind, from which runtimes read or map only what they need.</summary>
    Always,
}
