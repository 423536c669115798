using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// What a sum adds up: Σᵢ term(xᵢ). The term of zero must be zero, since the lanes beyond the end hold zeros.
/// </summary>
internal interface ISumTerm
{
    /// <summary>sum + term(x).</summary>
    static abstract TVector AddTo<TSimd, TVector>(TVector sum, TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
