namespace Interop.Native.Data.Transforms;

/// <summary>How a value between pixels is computed.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>Linear between neighbours: a triangle of half-width 1.</summary>
    Bilinear,

    /// <summary>Cubic over four neighbours, Keys' kernel with a = −0.5, as PIL.</summary>
    Bicubic,
}
