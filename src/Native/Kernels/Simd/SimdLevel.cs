namespace Interop.Native.Kernels.Simd;

/// <summary>The widths of vector arithmetic that the kernels know, narrowest first.</summary>
internal enum SimdLevel
{
    /// <summary>4 floats: SSE, NEON.</summary>
    Vector128,

    /// <summary>8 floats: AVX2 with fused multiply-add.</summary>
    Vector256,

    /// <summary>16 floats: AVX-512.</summary>
    Vector512,
}
