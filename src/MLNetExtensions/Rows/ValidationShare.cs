namespace Interop.MLNetExtensions.Rows;

/// <summary>Decides by a row's number whether it is held back for validation: the same for every pass, and about the share asked for.</summary>
/// <param name="Fraction">The share.</param>
/// <param name="Seed">The seed.</param>
internal readonly record struct ValidationShare(double Fraction, ulong Seed)
{
    /// <summary>Whether a row is held back.</summary>
    /// <param name="row">Its number among the complete rows.</param>
    public bool Contains(long row)
    {
        // SplitMix64, whose outputs for consecutive numbers are as good as random.
        var bits = ((ulong)row * 0x9E3779B97F4A7C15) + Seed;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        return (bits >> 11) * (1.0 / (1L << 53)) < Fraction;
    }
}
