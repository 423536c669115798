using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>factor · x.</summary>
/// <param name="factor">The factor.</param>
internal readonly struct ScaleOperation(float factor) : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Multiply(TSimd.Broadcast(factor), x);
}
