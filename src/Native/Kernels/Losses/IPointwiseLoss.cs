using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>
/// A loss of one prediction and one target, written for one vector. Options of the loss are its fields; a parameter that
/// differs between the elements of a sample is the third operand.
/// </summary>
internal interface IPointwiseLoss
{
    /// <summary>The loss of each lane and its derivative with respect to the prediction.</summary>
    void Invoke<TSimd, TVector>(TVector prediction, TVector target, TVector parameter, out TVector loss, out TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
