namespace Interop.Native.Tests.Random;

/// <summary>
/// The definition of libtorch's CPU random streams, element by element and without vectors, independent of the
/// library's code: what the fast paths are compared with.
/// </summary>
internal sealed class ScalarTorchRandom
{
    private const double McgModulus = 2147483647.0;

    private readonly uint[] _state = new uint[624];
    private int _next = 624;
    private double? _cachedNormal;

    public ScalarTorchRandom(ulong seed)
    {
        _state[0] = (uint)seed;
        for (uint j = 1; j < 624; j++)
        {
            _state[j] = 1812433253u * (_state[j - 1] ^ (_state[j - 1] >> 30)) + j;
        }
    }

    public uint Word()
    {
        if (_next == 624)
        {
            for (int k = 0; k < 624; k++)
            {
                uint mixed = (_state[k] & 0x80000000u) | (_state[(k + 1) % 624] & 0x7fffffffu);
                _state[k] = _state[(k + 397) % 624] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908b0dfu);
            }

            _next = 0;
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    public ulong LongWord()
    {
        ulong high = Word();
        return high << 32 | Word();
    }

    public float Single() => (Word() & 0xffffffu) * (1f / 16777216f);

    public double Double() => (LongWord() & ((1ul << 53) - 1)) * (1.0 / 9007199254740992.0);

    public float[] Uniform(int count, float from, float to) => Make(count, () => MathF.FusedMultiplyAdd(Single(), to - from, from));

    public float[] BernoulliMt19937(int count, double keepProbability, float keptValue) =>
        Make(count, () => Double() < keepProbability ? keptValue : 0f);

    public float[] BernoulliMkl(int count, double keepProbability, float keptValue)
    {
        ulong x = Word() % 2147483647ul;
        x = x == 0 ? 1 : x;
        return Make(count, () =>
        {
            double u = x / McgModulus;
            x = x * 1132489760ul % 2147483647ul;
            return u < keepProbability ? keptValue : 0f;
        });
    }

    public float[] Normal(int count, double mean, double std)
    {
        if (count < 16)
        {
            return Make(count, () => (float)Math.FusedMultiplyAdd(NextNormal(), std, mean));
        }

        float[] values = Make(count, Single);
        for (int start = 0; start + 16 <= count; start += 16)
        {
            TransformSixteen(values.AsSpan(start, 16), (float)mean, (float)std);
        }

        if (count % 16 != 0)
        {
            Span<float> last = values.AsSpan(count - 16);
            Make(16, Single).CopyTo(last);
            TransformSixteen(last, (float)mean, (float)std);
        }

        return values;
    }

    private static float[] Make(int count, Func<float> next)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }

    private double NextNormal()
    {
        if (_cachedNormal is double cached)
        {
            _cachedNormal = null;
            return cached;
        }

        double u1 = Double();
        double u2 = Double();
        double r = Math.Sqrt(-2.0 * Math.Log(1.0 - u2));
        double theta = 2.0 * Math.PI * u1;
        _cachedNormal = r * Math.Sin(theta);
        return r * Math.Cos(theta);
    }

    private static void TransformSixteen(Span<float> block, float mean, float std)
    {
        for (int j = 0; j < 8; j++)
        {
            float r = MathF.Sqrt(-2f * Log(1f - block[j]));
            (float sine, float cosine) = SinCos(6.2831855f * block[j + 8]);
            block[j] = Fma(r * cosine, std, mean);
            block[j + 8] = Fma(r * sine, std, mean);
        }
    }

    private static float Log(float x)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x);
        float e = (int)(bits >> 23) - 127 + 1f;
        x = BitConverter.UInt32BitsToSingle((bits & ~0x7f800000u) | 0x3f000000u);
        bool low = x < 0.70710677f;
        float addend = low ? x : 0f;
        x -= 1f;
        e -= low ? 1f : 0f;
        x += addend;
        float square = x * x;
        ReadOnlySpan<float> coefficients =
        [
            -1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f,
            -1.6668057665e-1f, 2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f,
        ];
        float y = 7.0376836292e-2f;
        foreach (float coefficient in coefficients)
        {
            y = Fma(y, x, coefficient);
        }

        y *= x;
        y = Fma(y, square, e * -2.12194440e-4f);
        y = Fma(-square, 0.5f, y);
        x += y;
        return Fma(e, 0.693359375f, x);
    }

    private static (float Sine, float Cosine) SinCos(float x)
    {
        int octant = ((int)(x * 1.27323954473516f) + 1) & ~1;
        bool sineIsNegative = (octant & 4) != 0;
        bool cosineIsNegative = ((octant - 2) & 4) == 0;
        bool straight = (octant & 2) == 0;
        x = Fma(octant, -0.78515625f, x);
        x = Fma(octant, -2.4187564849853515625e-4f, x);
        x = Fma(octant, -3.77489497744594108e-8f, x);
        float square = x * x;
        float c = Fma(Fma(2.443315711809948e-5f, square, -1.388731625493765e-3f), square, 4.166664568298827e-2f);
        c = Fma(c * square, square, -(square * 0.5f)) + 1f;
        float s = Fma(Fma(-1.9515295891e-4f, square, 8.3321608736e-3f), square, -1.6666654611e-1f);
        s = Fma(s * square, x, x);
        float sine = straight ? s : c;
        float cosine = straight ? c : s;
        return (sineIsNegative ? -sine : sine, cosineIsNegative ? -cosine : cosine);
    }

    private static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}
