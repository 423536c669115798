namespace Interop.Parity.Engines;

/// <summary>
/// The dropout masks of libtorch builds that link MKL, by the published formulas and nothing of the engine's: each mask takes one number of
/// MT19937 (Matsumoto and Nishimura 1998) as the seed of MKL's MCG31m1, <c>x ← 1132489760 x mod 2³¹ − 1</c>, and keeps an element where
/// <c>x / (2³¹ − 1) &lt; 1 − p</c> (Intel's notes on its vector statistics library).
/// </summary>
/// <param name="seed">The seed that torch.manual_seed was given.</param>
internal sealed class Mcg31Formula(ulong seed)
{
    private const int Words = 624;
    private const int Distance = 397;
    private const ulong Modulus = (1UL << 31) - 1;
    private const ulong Multiplier = 1132489760;

    private readonly uint[] _state = First((uint)seed);
    private int _next = Words;

    /// <summary>The next mask: which elements are kept.</summary>
    /// <param name="count">How many elements.</param>
    /// <param name="rate">p. libtorch draws nothing where it is 0 or 1.</param>
    public bool[] Mask(int count, double rate)
    {
        var kept = new bool[count];
        if (rate is 0 or 1)
        {
            Array.Fill(kept, rate == 0);
            return kept;
        }

        var x = Math.Max(1, Word() % Modulus);
        for (var i = 0; i < count; i++)
        {
            kept[i] = (double)x / Modulus < 1 - rate;
            x = Multiplier * x % Modulus;
        }

        return kept;
    }

    private static uint[] First(uint seed)
    {
        var state = new uint[Words];
        state[0] = seed;
        for (uint j = 1; j < Words; j++)
        {
            state[j] = (1812433253 * (state[j - 1] ^ (state[j - 1] >> 30))) + j;
        }

        return state;
    }

    private ulong Word()
    {
        if (_next == Words)
        {
            for (var i = 0; i < Words; i++)
            {
                var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
                _state[i] = _state[(i + Distance) % Words] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
            }

            _next = 0;
        }

        var word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }
}
