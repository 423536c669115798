using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// How an optimizer changes one vector of elements, written once for all vector widths. Constants of the step are its fields. Lanes know
/// nothing of one another, so any run of a parameter's elements may be updated by itself.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>Updates the values and what is remembered of them; slots beyond those the optimizer has are zero and are not kept.</summary>
    void Apply<TSimd, TVector>(TVector gradient, ref TVector value, ref TVector slot0, ref TVector slot1, ref TVector slot2)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
