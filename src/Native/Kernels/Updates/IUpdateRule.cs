using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>How an optimizer changes a parameter at one step, written once for all vector widths. The step's constants are its fields.</summary>
internal interface IUpdateRule
{
    /// <summary>
    /// Has the walk run the rule with its constants in all lanes of vectors: put there once before the walk, not once for each vector, of which an
    /// update has few other instructions.
    /// </summary>
    /// <param name="walk">The elements to update.</param>
    void Start<TSimd, TVector, TWalk>(in TWalk walk)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWalk : struct, IUpdateWalk;
}
