namespace Interop.TorchBridge;

/// <summary>A state that does not fit the network it is loaded into. The network is as it was before.</summary>
public sealed class TorchStateException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public TorchStateException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    public TorchStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="innerException">The error behind it.</param>
    public TorchStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an error of a report.</summary>
    /// <param name="message">What was expected, what came and how to mend it.</param>
    /// <param name="report">What fits and what does not.</param>
    public TorchStateException(string message, StateLoadReport report)
        : base(message) => Report = report;

    /// <summary>What fits and what does not; null where no names were compared.</summary>
    public StateLoadReport? Report { get; }
}
