namespace Interop.Native.Random;

/// <summary>
/// The Mersenne Twister of Matsumoto and Nishimura (1998): 624 words of state, renewed and tempered as a block.
/// </summary>
internal sealed partial class Mt19937
{
    /// <summary>The number of words in the state and in a block of output.</summary>
    public const int BlockLength = 624;

    private readonly uint[] _state = new uint[BlockLength];
    private readonly uint[] _output = new uint[BlockLength];
    private int _next;

    /// <summary>s₀ = seed, sⱼ = 1812433253·(sⱼ₋₁ ⊕ (sⱼ₋₁ ≫ 30)) + j.</summary>
    public void Reseed(uint seed)
    {
        uint word = seed;
        _state[0] = word;
        for (uint j = 1; j < BlockLength; j++)
        {
            word = 1812433253u * (word ^ (word >> 30)) + j;
            _state[j] = word;
        }

        _next = BlockLength;
    }

    /// <summary>The next word.</summary>
    public uint Next()
    {
        if (_next == BlockLength)
        {
            Refill();
        }

        return _output[_next++];
    }

    /// <summary>The number of words that <see cref="Take"/> can give at once, at least one.</summary>
    public int Available => _next == BlockLength ? BlockLength : BlockLength - _next;

    /// <summary>The next words: as many as are available, at most <paramref name="most"/>, which is positive.</summary>
    public ReadOnlySpan<uint> Take(int most)
    {
        if (_next == BlockLength)
        {
            Refill();
        }

        int count = Math.Min(most, BlockLength - _next);
        ReadOnlySpan<uint> words = _output.AsSpan(_next, count);
        _next += count;
        return words;
    }

    /// <summary>The number of words left in the block; none means that the next draw renews it.</summary>
    public int Left => BlockLength - _next;

    /// <summary>The untempered state, from which with <see cref="Left"/> the stream can be continued.</summary>
    public ReadOnlySpan<uint> State => _state;

    /// <summary>
    /// Whether a state has any of the 19,937 bits that count set: the upper bit of the first word, and all others.
    /// Without one it would stay all zeros for ever; no seed leads there.
    /// </summary>
    public static bool IsAlive(ReadOnlySpan<uint> state) => (state[0] & UpperBit) != 0 || state[1..].ContainsAnyExcept(0u);

    /// <summary>Continues from a state of which <paramref name="left"/> words are still to be given out.</summary>
    public void Continue(ReadOnlySpan<uint> state, int left)
    {
        state.CopyTo(_state);
        Temper(_state, _output);
        _next = BlockLength - left;
    }

    private void Refill()
    {
        Twist(_state);
        Temper(_state, _output);
        _next = 0;
    }
}
