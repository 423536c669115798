namespace Interop.Native.Regularizers;

/// <summary>What a penalty's sum over all weights is multiplied by, beside λ.</summary>
public enum PenaltyScale
{
    /// <summary>λ Σ: D0's, D3's for L1, and Keras'. Its gradient is 2λ w for L2, λ sgn w for L1.</summary>
    Sum,

    /// <summary>½λ Σ: D2's and D3's for L2. Its gradient λ w makes it PyTorch's <c>weight_decay</c>.</summary>
    Half,

    /// <summary>λ/N Σ with N samples in the training set: D4's for L2, D1's for L1. Its gradient is (2λ/N) w or (λ/N) sgn w.</summary>
    PerSample,

    /// <summary>λ/(2N) Σ: D1's for L2, whose step is <c>w (1 − ηλ/N) − η ∂L₀/∂w</c>.</summary>
    HalfPerSample,
}
