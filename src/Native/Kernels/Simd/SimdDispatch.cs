using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Kernels.Simd;

/// <summary>A piece of work written once for all vector widths; its operands are its fields.</summary>
internal interface ISimdKernel
{
    /// <summary>Does the work with the arithmetic of one width.</summary>
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>
/// Runs kernels at the widest vectors of this processor. The conditions are constants to the compiler of each process,
/// so a choice costs nothing; <c>DOTNET_EnableAVX512=0</c> and <c>DOTNET_EnableAVX2=0</c> narrow it.
/// </summary>
internal static class SimdDispatch
{
    /// <summary>The width in use.</summary>
    public static SimdLevel Level => Has512 ? SimdLevel.Vector512 : Has256 ? SimdLevel.Vector256 : SimdLevel.Vector128;

    /// <summary>Whether 512-bit vectors are in use.</summary>
    public static bool Has512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;
    }

    /// <summary>Whether 256-bit vectors are there to be used.</summary>
    public static bool Has256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported && Fma.IsSupported;
    }

    /// <summary>Runs the kernel at the width in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TKernel>(ref TKernel kernel)
        where TKernel : struct, ISimdKernel
    {
        if (Has512)
        {
            kernel.Run<Simd512, Vector512<float>>();
        }
        else if (Has256)
        {
            kernel.Run<Simd256, Vector256<float>>();
        }
        else
        {
            kernel.Run<Simd128, Vector128<float>>();
        }
    }
}
