namespace Interop.OnnxBridge;

/// <summary>An exported model that does not compute in ONNX Runtime what its network computes; the message names the first layer that differs.</summary>
public sealed class OnnxVerificationException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public OnnxVerificationException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What differs, and by how much.</param>
    public OnnxVerificationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What differs, and by how much.</param>
    /// <param name="innerException">The error behind it.</param>
    public OnnxVerificationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal OnnxVerificationException(string message, string layer, string? reproduction)
        : base(message)
    {
        Layer = layer;
        Reproduction = reproduction;
    }

    /// <summary>The first layer whose output differs; null where none does and yet the model's output does.</summary>
    public string? Layer { get; }

    /// <summary>The folder with the reproduction; null where none was written.</summary>
    public string? Reproduction { get; }
}
