using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Kernels;

/// <summary>Asks for memory before it is read, so that the second-level cache has it in time.</summary>
internal static unsafe class MemoryAhead
{
    /// <summary>Floats of a cache line.</summary>
    private const int CacheLine = 16;

    /// <summary>Asks for a stretch of memory, line by line: so much faster than tiles, which take a little of many lines, would meet it.</summary>
    /// <param name="start">The first float.</param>
    /// <param name="count">How many there are.</param>
    public static void Request(float* start, nint count)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (nint i = 0; i < count; i += CacheLine)
        {
            Sse.Prefetch1(start + i);
        }
    }
}
