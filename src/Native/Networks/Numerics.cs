namespace Interop.Native.Networks;

/// <summary>
/// How freely results may be rounded. Either way they do not depend on the number of threads, or on the width of vectors that multiply and
/// add with one rounding.
/// </summary>
public enum Numerics
{
    /// <summary>Every sum as its formula says: convolutions add the products of their windows.</summary>
    Strict = 0,

    /// <summary>
    /// Convolutions with windows of 3 by 3, stride 1 and channels in multiples of 16 by Winograd's algorithm: a quarter of the multiplications,
    /// with errors of about 10⁻⁵ of the largest output.
    /// </summary>
    Fast = 1,
}
