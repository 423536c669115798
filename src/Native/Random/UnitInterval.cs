namespace Interop.Native.Random;

/// <summary>libtorch's two ways from random words to a number in [0, 1). Both are exact: no rounding takes place.</summary>
internal static class UnitInterval
{
    /// <summary>The bits of a 32-bit word that enter a float32.</summary>
    public const uint SingleBits = (1u << 24) - 1;

    /// <summary>The bits of a 64-bit word that enter a float64.</summary>
    public const ulong DoubleBits = (1ul << 53) - 1;

    /// <summary>2⁻²⁴.</summary>
    public const float SingleStep = 1f / (1u << 24);

    /// <summary>2⁻⁵³.</summary>
    public const double DoubleStep = 1.0 / (1ul << 53);

    public static float Single(uint word) => (word & SingleBits) * SingleStep;

    public static double Double(ulong word) => (word & DoubleBits) * DoubleStep;
}
