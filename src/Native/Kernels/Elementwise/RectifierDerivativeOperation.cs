using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>The way back through <c>y = max(0, x)</c>: 0 where y ≤ 0, else dy; so NaN lets dy pass, as in PyTorch.</summary>
internal readonly struct RectifierDerivativeOperation : IBinaryOperation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Select(TSimd.LessThanOrEqual(y, TSimd.Zero), TSimd.Zero, dy);
}
