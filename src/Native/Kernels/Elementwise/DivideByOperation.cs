using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>x / divisor.</summary>
/// <param name="divisor">The divisor.</param>
internal readonly struct DivideByOperation(float divisor) : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Divide(x, TSimd.Broadcast(divisor));
}
