using System.Runtime.InteropServices;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>
/// Floats that end where the readable memory ends: a kernel that touches a byte beyond them is stopped by the system.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;

    private readonly void* _pages;
    private readonly nuint _bytes;

    /// <summary>Skips the test where the system's calls are not Linux'.</summary>
    public GuardedMemory(int length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set up with Linux' system calls.");
        nuint page = (nuint)Environment.SystemPageSize;
        nuint readable = (((nuint)length * sizeof(float)) + page - 1) / page * page;
        _bytes = readable + page;
        _pages = Map(null, _bytes, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        Assert.True((nint)_pages != -1, "The system gave no memory.");
        Assert.Equal(0, Protect((byte*)_pages + readable, page, 0));
        Start = (float*)((byte*)_pages + readable) - length;
        Length = length;
    }

    public float* Start { get; }

    public int Length { get; }

    public Span<float> Span => new(Start, Length);

    public void Dispose() => _ = Unmap(_pages, _bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
