using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Interop.Native.Random;

/// <summary>
/// The float32 logarithm, sine and cosine of the Cephes library (Moshier) in the vector form of avx_mathfun
/// (Garberoglio), every multiply–add fused: what libtorch's AVX2 code computes, bit for bit.
/// </summary>
internal static class CephesSingle
{
    /// <summary>
    /// ln x for normal positive x. With <c>x = m·2ᵉ</c>, m in [√½, √2), and <c>t = m − 1</c>:
    /// <c>ln x = t − t²/2 + t³·P(t) + e·ln 2</c>, where ln 2 = 0.693359375 − 2.12194440·10⁻⁴.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<int> bits = x.AsInt32();
        Vector256<float> e = Vector256.ConvertToSingle((bits >>> 23) - Vector256.Create(127)) + Vector256<float>.One;
        Vector256<float> m = ((bits & Vector256.Create(0x007fffff)) | Vector256.Create(0x3f000000)).AsSingle(); // [½, 1)
        Vector256<float> low = Vector256.LessThan(m, Vector256.Create(0.70710677f));
        e -= Vector256<float>.One & low;
        Vector256<float> t = m - Vector256<float>.One + (m & low);
        Vector256<float> square = t * t;

        Vector256<float> y = Vector256.Create(7.0376836292e-2f);
        y = Fma(y, t, -1.1514610310e-1f);
        y = Fma(y, t, 1.1676998740e-1f);
        y = Fma(y, t, -1.2420140846e-1f);
        y = Fma(y, t, 1.4249322787e-1f);
        y = Fma(y, t, -1.6668057665e-1f);
        y = Fma(y, t, 2.0000714765e-1f);
        y = Fma(y, t, -2.4999993993e-1f);
        y = Fma(y, t, 3.3333331174e-1f);
        y *= t;
        y = Vector256.FusedMultiplyAdd(y, square, e * Vector256.Create(-2.12194440e-4f));
        y = Vector256.FusedMultiplyAdd(-square, Vector256.Create(0.5f), y);
        return Vector256.FusedMultiplyAdd(e, Vector256.Create(0.693359375f), t + y);
    }

    /// <summary>
    /// sin x and cos x for 0 ≤ x ≤ 2π. With j the multiple of 2 nearest to 4x/π and <c>t = x − j·π/4</c> (π/4 in
    /// three parts), each result is the sine or the cosine polynomial of t, with a sign, both chosen by j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Sine, Vector256<float> Cosine) SinCos(Vector256<float> x)
    {
        Vector256<int> j = Vector256.ConvertToInt32Native(x * Vector256.Create(1.27323954473516f));
        j = (j + Vector256<int>.One) & Vector256.Create(~1);
        Vector256<int> sineSign = (j & Vector256.Create(4)) << 29;
        Vector256<int> cosineSign = Vector256.AndNot(Vector256.Create(4), j - Vector256.Create(2)) << 29;
        Vector256<float> straight = Vector256.Equals(j & Vector256.Create(2), Vector256<int>.Zero).AsSingle();

        Vector256<float> quarters = Vector256.ConvertToSingle(j);
        Vector256<float> t = Vector256.FusedMultiplyAdd(quarters, Vector256.Create(-0.78515625f), x);
        t = Vector256.FusedMultiplyAdd(quarters, Vector256.Create(-2.4187564849853515625e-4f), t);
        t = Vector256.FusedMultiplyAdd(quarters, Vector256.Create(-3.77489497744594108e-8f), t);
        Vector256<float> square = t * t;

        Vector256<float> cosine = Vector256.Create(2.443315711809948e-5f);
        cosine = Fma(cosine, square, -1.388731625493765e-3f);
        cosine = Fma(cosine, square, 4.166664568298827e-2f);
        cosine *= square;
        cosine = Vector256.FusedMultiplyAdd(cosine, square, -(square * Vector256.Create(0.5f)));
        cosine += Vector256<float>.One;

        Vector256<float> sine = Vector256.Create(-1.9515295891e-4f);
        sine = Fma(sine, square, 8.3321608736e-3f);
        sine = Fma(sine, square, -1.6666654611e-1f);
        sine *= square;
        sine = Vector256.FusedMultiplyAdd(sine, t, t);

        return (
            Vector256.ConditionalSelect(straight, sine, cosine) ^ sineSign.AsSingle(),
            Vector256.ConditionalSelect(straight, cosine, sine) ^ cosineSign.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> sum, Vector256<float> factor, float coefficient) =>
        Vector256.FusedMultiplyAdd(sum, factor, Vector256.Create(coefficient));
}
