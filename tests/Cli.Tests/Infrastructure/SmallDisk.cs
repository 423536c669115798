using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>
/// A file system of its own in a folder, which can be made read-only and full: what a mode of a folder forbids, root may do all the same. The test is skipped where
/// none can be mounted.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    /// <summary>Mounts it.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <param name="kilobytes">Its size.</param>
    public SmallDisk(string folder, int kilobytes = 4096)
    {
        _path = Directory.CreateDirectory(folder).FullName;
        var (code, output) = ExternalProgram.Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", _path);
        Assert.SkipWhen(code != 0, $"Needs a file system that can be made read-only, and none could be mounted (root on Linux can): {output.Trim()}");
    }

    /// <summary>Lets nobody write there any more, as a disk with errors does.</summary>
    public void MakeReadOnly()
    {
        // Refused while a file is open for writing, which the training's own are only for moments.
        for (var tries = 0; ; tries++)
        {
            var (code, output) = ExternalProgram.Run("mount", "-o", "remount,ro", _path);
            if (code == 0)
            {
                return;
            }

            Assert.True(tries < 100, output);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ExternalProgram.Run("umount", _path);
}
