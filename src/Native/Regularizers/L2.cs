namespace Interop.Native.Regularizers;

/// <summary>
/// L2: <c>λ Σw²</c> (D0, Keras), <c>λ/2 Σw²</c> (D2, D3; PyTorch's <c>weight_decay</c> has the same gradient λ w), <c>λ/(2N) Σw²</c> (D1) or
/// <c>λ/N Σw²</c> (D4), by <see cref="PenaltyScale"/>. Under plain gradient descent this is weight decay; under Adam it is not, see AdamW.
/// D4's PyTorch listing adds <c>2λ/N Σw²</c> where its formula has λ/N; give it twice the λ. Source: D0–D4.
/// </summary>
/// <param name="strength">λ; Keras' default is 0.01.</param>
/// <param name="scale">What the sum is multiplied by; null for the network's conventions: λ alone unless set, λ/(2N), D1's, in the lecture's.</param>
/// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
public sealed class L2(double strength = 0.01, PenaltyScale? scale = null) : L1L2(0, strength, scale)
{
    private protected override PenaltyScale LectureScale => PenaltyScale.HalfPerSample;
}
