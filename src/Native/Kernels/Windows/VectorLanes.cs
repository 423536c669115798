using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Reads and writes whole vectors where all lanes count, the first lanes only where not.</summary>
internal static unsafe class VectorLanes<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Reads the first lanes; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(float* source, int lanes) =>
        lanes == TSimd.Lanes ? TSimd.Load(source) : TSimd.LoadPartial(source, lanes);

    /// <summary>Writes the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, TVector value, int lanes)
    {
        if (lanes == TSimd.Lanes)
        {
            TSimd.Store(destination, value);
        }
        else
        {
            TSimd.StorePartial(destination, value, lanes);
        }
    }
}
