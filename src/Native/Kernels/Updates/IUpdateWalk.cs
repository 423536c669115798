using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Walks over the elements of a parameter, vector after vector.</summary>
internal interface IUpdateWalk
{
    /// <summary>Applies a rule to all elements.</summary>
    /// <param name="rule">The rule, with its constants in all lanes.</param>
    void Run<TSimd, TVector, TRule>(TRule rule)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRule : struct, IVectorRule<TVector>;
}
