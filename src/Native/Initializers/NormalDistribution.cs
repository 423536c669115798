namespace Interop.Native.Initializers;

/// <summary>The standard normal distribution in double precision.</summary>
internal static class NormalDistribution
{
    /// <summary>
    /// Φ(x), the share of values below x. Near the middle by the series <c>Φ(x) = ½ + φ(x) Σ x²ⁿ⁺¹/(1·3·5⋯(2n+1))</c>, in the tails by the
    /// continued fraction <c>1 − Φ(x) = φ(x)/(x + 1/(x + 2/(x + 3/…)))</c>.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Cumulative(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude > 38)
        {
            return x > 0 ? 1 : 0;
        }

        var density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (magnitude > 2.5)
        {
            var fraction = magnitude;
            for (var n = 60; n >= 1; n--)
            {
                fraction = magnitude + (n / fraction);
            }

            var tail = density / fraction;
            return x > 0 ? 1 - tail : tail;
        }

        var term = magnitude;
        var sum = term;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= magnitude * magnitude / ((2 * n) + 1);
            sum += term;
        }

        return x > 0 ? 0.5 + (density * sum) : 0.5 - (density * sum);
    }

    /// <summary>
    /// The x with the mass u between −|x| and |x|, with the sign of u: <c>√2 · erf⁻¹(u)</c>. Wichura 1988, algorithm AS 241, whose relative error is
    /// about 10⁻¹⁶.
    /// </summary>
    /// <param name="u">In [−1, 1]; the ends give infinities.</param>
    public static double Quantile(double u)
    {
        var q = 0.5 * u;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Ratio(r, Central, CentralDenominator);
        }

        var tail = 0.5 - Math.Abs(q);
        if (tail <= 0)
        {
            return u > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        }

        var root = Math.Sqrt(-Math.Log(tail));
        var x = root <= 5 ? Ratio(root - 1.6, Middle, MiddleDenominator) : Ratio(root - 5, Far, FarDenominator);
        return u > 0 ? x : -x;
    }

    private static ReadOnlySpan<double> Central =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> Middle =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleDenominator =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> Far =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    private static double Ratio(double x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator) =>
        Polynomial(x, numerator) / Polynomial(x, denominator);

    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double value = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }
}
