namespace Interop.Native.Regularizers;

/// <summary>
/// L1: <c>λ Σ|w|</c> (D0, D2, D3, Keras), or <c>λ/N Σ|w|</c> with <c>sgn(0) = 1</c> in D1, whose step is <c>w − (ηλ/N) sgn w − η ∂L₀/∂w</c>:
/// <see cref="PenaltyScale.PerSample"/> with <see cref="SignAtZero.PlusOne"/>. Drives many weights to zero: LASSO. Source: D0–D4.
/// </summary>
/// <param name="strength">λ; Keras' default is 0.01.</param>
/// <param name="scale">What the sum is multiplied by; null for the network's conventions: λ alone unless set, λ/N in the lecture's.</param>
/// <param name="signAtZero">The derivative of |w| at 0; null for the network's conventions: 0 unless set, 1 in the lecture's.</param>
/// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
public sealed class L1(double strength = 0.01, PenaltyScale? scale = null, SignAtZero? signAtZero = null)
    : L1L2(strength, 0, scale, signAtZero)
{
    private protected override PenaltyScale LectureScale => PenaltyScale.PerSample;
}
