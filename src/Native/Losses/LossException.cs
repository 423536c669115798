namespace Interop.Native.Losses;

/// <summary>A target or prediction that a loss cannot use: a class index out of range, a probability outside [0, 1], a NaN.</summary>
public sealed class LossException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public LossException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and where.</param>
    public LossException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and where.</param>
    /// <param name="innerException">The error behind it.</param>
    public LossException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an error about one sample.</summary>
    /// <param name="message">What was expected, what came and where.</param>
    /// <param name="sample">The sample's position in the batch or data set.</param>
    public LossException(string message, int sample)
        : base(message) => Sample = sample;

    /// <summary>Whether a prediction is NaN: the training broke down, rather than that loss, network and data do not go together.</summary>
    public bool IsNotANumber { get; init; }

    /// <summary>The position of the sample in the batch or data set that was looked at; null where no single sample is to blame.</summary>
    public int? Sample { get; }
}
