namespace Interop.OnnxBridge;

/// <summary>A network that cannot be written as ONNX as asked; the message names the layer and the remedy.</summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public OnnxExportException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public OnnxExportException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public OnnxExportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
