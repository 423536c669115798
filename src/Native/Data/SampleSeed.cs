namespace Interop.Native.Data;

/// <summary>The seed of one sample in one epoch, so that augmentation depends on neither timing nor the order of samples.</summary>
internal static class SampleSeed
{
    /// <summary>Mixes the three numbers by the finalizer of SplitMix64 (S. Vigna), one after the other.</summary>
    public static ulong Of(ulong seed, int epoch, long row) => Mix(Mix(Mix(seed) ^ (ulong)epoch) ^ (ulong)row);

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
