using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Interop.Native.Files;

/// <summary>
/// Flushes a folder to disk, that is, which names it holds: on Unix a file that was renamed may be back under its old name after a loss of power until its folder is
/// flushed. .NET opens no folders, so the system is asked itself.
/// </summary>
internal static class FolderFlush
{
    /// <summary>Flushes a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Whether it was; not on Windows, which does that itself, nor on file systems that flush no folders.</returns>
    public static bool Try(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            // To read, and on Linux not for processes that are started meanwhile; the flag for that has another number elsewhere.
            var flags = OperatingSystem.IsLinux() ? 0x80000 : 0;
            using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), flags), ownsHandle: true);
            return !handle.IsInvalid && Flush((int)handle.DangerousGetHandle()) == 0;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);
}
