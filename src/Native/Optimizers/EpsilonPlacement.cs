namespace Interop.Native.Optimizers;

/// <summary>Where the small ε that prevents a division by zero stands.</summary>
public enum EpsilonPlacement
{
    /// <summary><c>√s + ε</c>: PyTorch's, and Keras' for NAdam.</summary>
    OutsideRoot,

    /// <summary><c>√(s + ε)</c>: D1's slides, and Keras' for RMSprop and Adagrad.</summary>
    InsideRoot,

    /// <summary>
    /// <c>√s + ε</c> of s before its bias correction, the ε̂ of Kingma and Ba 2015, section 2: <c>w −= η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√s + ε)</c>.
    /// Keras' for Adam and AdamW. Where no bias is corrected it is <see cref="OutsideRoot"/>.
    /// </summary>
    BeforeBiasCorrection,
}
