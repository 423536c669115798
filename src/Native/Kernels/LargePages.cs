using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>
/// Asks Linux to back large blocks of memory by pages of 2 MiB, which it grants by default only to who asks. A matrix whose rows fill pages of
/// 4 KiB makes the processor look up an address for each row, and stops at each page what it fetches ahead of its own.
/// </summary>
internal static partial class LargePages
{
    private const nuint PageBytes = 2 * 1024 * 1024;

    /// <summary>Blocks that hold fewer whole pages than this stay as they are.</summary>
    private const nuint LeastPages = 2;

    private const int AdviseHugePages = 14;

    /// <summary>Asks for large pages where whole ones fit; call before the memory is first written to. Where there are none, nothing changes.</summary>
    /// <param name="block">Memory that stays where it is.</param>
    public static unsafe void Request(Span<float> block)
    {
        if (!OperatingSystem.IsLinux() || (nuint)block.Length * sizeof(float) < (LeastPages + 1) * PageBytes)
        {
            return;
        }

        fixed (float* start = block)
        {
            var first = ((nuint)start + PageBytes - 1) & ~(PageBytes - 1);
            var end = (nuint)(start + block.Length) & ~(PageBytes - 1);
            try
            {
                // An answer of failure is as good as a refusal: the memory is there either way.
                _ = Advise((void*)first, end - first, AdviseHugePages);
            }
            catch (DllNotFoundException)
            {
                // A C library of another name: without large pages then.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Advise(void* address, nuint length, int advice);
}
