namespace Interop.Native.Kernels;

/// <summary>
/// How an optimizer changes one vector of elements at one step. Lanes know nothing of one another, so any run of a parameter's elements may be
/// updated by itself.
/// </summary>
/// <typeparam name="TVector">The vectors.</typeparam>
internal interface IVectorRule<TVector>
    where TVector : struct
{
    /// <summary>Updates the values and what is remembered of them; slots beyond those the optimizer has are zero and are not kept.</summary>
    void Apply(TVector gradient, ref TVector value, ref TVector slot0, ref TVector slot1, ref TVector slot2);
}
