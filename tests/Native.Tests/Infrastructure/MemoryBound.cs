namespace Interop.Native.Tests.Infrastructure;

/// <summary>Holds readers of damaged files to a bound of memory, counted on all threads: what a reader hands to another thread counts too.</summary>
internal static class MemoryBound
{
    private const long Fixed = 64 << 20;
    private const int Times = 4;
    private const int MostTries = 5;

    /// <summary>Runs a reader, which may allocate four times as many bytes as its file has and 64 MB.</summary>
    /// <param name="length">The length of the file.</param>
    /// <param name="what">What is read, for the message.</param>
    /// <param name="read">Reads it; may be run several times.</param>
    public static void Hold(long length, string what, Action read)
    {
        var bound = (Times * length) + Fixed;
        for (var tries = 1; ; tries++)
        {
            var before = GC.GetTotalAllocatedBytes();
            read();
            var used = GC.GetTotalAllocatedBytes() - before;
            if (used < bound)
            {
                return;
            }

            // Other tests allocate at the same time, but hardly that much each time.
            Assert.True(tries < MostTries, $"{what} of {length} bytes took {used} bytes, {tries} times.");
        }
    }
}
