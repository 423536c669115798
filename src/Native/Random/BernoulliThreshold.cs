namespace Interop.Native.Random;

/// <summary>
/// Turns <c>u &lt; q</c>, said of a double u made from an integer, into a comparison of the integer: both kinds of u
/// grow with the integer, so there is one bound below which, exactly, elements are kept.
/// </summary>
internal static class BernoulliThreshold
{
    /// <summary>
    /// The bound T with <c>x &lt; T ⇔ x / (2³¹ − 1) &lt; q</c>, the quotient rounded to double, for all
    /// 0 ≤ x &lt; 2³¹ − 1; q within [0, 1].
    /// </summary>
    /// <remarks>A rounded quotient never falls as x grows, so T is found next to q·(2³¹ − 1) by trying the formula itself.</remarks>
    public static int ForMcg31(double q)
    {
        const int modulus = (int)Mcg31.Modulus;
        int bound = (int)(q * modulus);
        while (bound > 0 && (bound - 1) / (double)modulus >= q)
        {
            bound--;
        }

        while (bound < modulus && bound / (double)modulus < q)
        {
            bound++;
        }

        return bound;
    }

    /// <summary>
    /// The bound T with <c>v &lt; T ⇔ v·2⁻⁵³ &lt; q</c> for all 0 ≤ v &lt; 2⁵³; q within [0, 1]:
    /// <c>T = ⌈q·2⁵³⌉</c>, nothing being rounded, since scaling by a power of two is exact.
    /// </summary>
    public static long ForMt19937(double q) => (long)Math.Ceiling(q * (1L << 53));
}
