namespace Interop.Native.Tests.Optimizers;

/// <summary>
/// The gradients of <c>tests/oracles/optimizers.py</c>: for each element s = 1664525 s + 1013904223 mod 2³², u = ⌊s / 2¹⁶⌋ / 32768 − 1, which is
/// exact in float32 too.
/// </summary>
internal sealed class NoiseSequence
{
    private readonly uint[] _state;

    public NoiseSequence(long seed, int count) =>
        _state = [.. Enumerable.Range(0, count).Select(i => unchecked((uint)(((ulong)i * 747796405) + (ulong)seed)))];

    /// <summary>The next u of every element; sparse ones are mostly 0.</summary>
    public double[] Next(bool sparse = false)
    {
        var noise = new double[_state.Length];
        for (var i = 0; i < noise.Length; i++)
        {
            _state[i] = unchecked((_state[i] * 1664525) + 1013904223);
            var high = _state[i] >> 16;
            noise[i] = sparse && high % 4 != 0 ? 0 : (high / 32768.0) - 1;
        }

        return noise;
    }
}
