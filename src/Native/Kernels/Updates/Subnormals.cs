using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;
using Interop.Native.Optimizers;

namespace Interop.Native.Kernels;

/// <summary>
/// Keeps numbers too small for float32's full precision (below 2⁻¹²⁶) out of what an optimizer remembers: processors compute with them many
/// times slower, and a running average of gradients that have died away would stay among them for good.
/// </summary>
internal static class Subnormals
{
    /// <summary>2⁻¹²⁶, the smallest number with full precision.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>
    /// Below what magnitude a running mean and a running square become zero. Where ε is at least 10⁻¹⁰, or 10⁻²⁹ inside the root, √2⁻¹²⁶
    /// vanishes beside it in float32, so the update is the same; with a smaller ε nothing becomes zero.
    /// </summary>
    public static float Floor(double epsilon, EpsilonPlacement placement) =>
        epsilon >= (placement == EpsilonPlacement.InsideRoot ? 1e-29 : 1e-10) ? SmallestNormal : 0f;

    /// <summary>The value, or zero where its magnitude is below the floor, which all lanes hold; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Drop<TSimd, TVector>(TVector value, TVector floor)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Select(TSimd.LessThan(TSimd.Abs(value), floor), TSimd.Zero, value);
}
