namespace Interop.Native.Optimizers;

/// <summary>Where <see cref="Adamax"/> has the small ε that prevents a division by zero.</summary>
public enum AdamaxEpsilon
{
    /// <summary><c>u = max(β₂ u, |g| + ε)</c>, <c>w −= η / (1 − β₁ᵗ) · m / u</c>: PyTorch's.</summary>
    WithGradient,

    /// <summary><c>u = max(β₂ u, |g|)</c>, <c>w −= η / (1 − β₁ᵗ) · m / (u + ε)</c>: Keras'.</summary>
    WithDivisor,
}
