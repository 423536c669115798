namespace Interop.TorchBridge;

/// <summary>A module or network that cannot be brought over; the message names the place, what was expected and how to mend it.</summary>
public sealed class TorchConversionException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public TorchConversionException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public TorchConversionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public TorchConversionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
