using System.Diagnostics;

namespace Interop.TorchBridge.Tests.Infrastructure;

/// <summary>Files that must be refused, with little memory and for a stated reason.</summary>
internal static class Refusal
{
    /// <summary>Asserts that a file is refused with a message that says why, within so many bytes of memory.</summary>
    public static void Of(byte[] file, string why, long mostBytes = 4 << 20, TorchStateFormat? format = null) =>
        Of(() => TorchStateFile.Read(new MemoryStream(file), "hostile", format), why, mostBytes);

    /// <summary>Asserts that reading is refused with a message that says why, within so many bytes of memory.</summary>
    public static void Of(Action read, string why, long mostBytes = 4 << 20)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<TorchFileException>(read);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.True(used <= mostBytes, $"{used} bytes were taken for a file that is refused; {mostBytes} may be.");
        Debug.Assert(error.Message.Length < 2000, "a message is for people");
    }
}
