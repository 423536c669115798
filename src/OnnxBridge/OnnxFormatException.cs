namespace Interop.OnnxBridge;

/// <summary>An ONNX file that is damaged, or holds what this library does not take; the message says what and where.</summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public OnnxFormatException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public OnnxFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public OnnxFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
