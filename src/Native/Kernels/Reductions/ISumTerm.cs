using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// What a sum adds up: Σᵢ term(xᵢ, yᵢ). The term of zeros must be zero, since the lanes beyond the end hold zeros.
/// </summary>
internal interface ISumTerm
{
    /// <summary>Whether the term has a second operand; if not, y is x.</summary>
    static abstract bool HasSecondOperand { get; }

    /// <summary>sum + term(x, y).</summary>
    static abstract TVector AddTo<TSimd, TVector>(TVector sum, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
