namespace Interop.Native.Initializers;

/// <summary>What an initializer with a normal distribution does with values far from the mean.</summary>
public enum NormalTail
{
    /// <summary>Keeps them: PyTorch's.</summary>
    Full,

    /// <summary>
    /// Draws within two standard deviations only, of a normal distribution so much wider (1/0.87962566) that the deviation is the one asked for: Keras'.
    /// </summary>
    Truncated,
}
