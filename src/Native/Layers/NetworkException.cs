namespace Interop.Native.Layers;

/// <summary>A network that cannot be built, compiled or run as asked; the message names the layer, the shapes and the remedy.</summary>
public sealed class NetworkException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public NetworkException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public NetworkException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public NetworkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
