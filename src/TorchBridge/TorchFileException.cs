namespace Interop.TorchBridge;

/// <summary>
/// A state file that is damaged, or holds what this library does not take: code, unknown types, sizes that the file does not have. The message
/// says where, what was expected and what came. Nothing of such a file is run, and no more memory is used than its length allows.
/// </summary>
public sealed class TorchFileException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public TorchFileException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public TorchFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public TorchFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
