namespace Interop.Native.Tests.Infrastructure;

/// <summary>
/// A file system of its own in a folder, which can be made read-only and full: what a mode of a folder forbids, root may do all the same. Root on Linux can mount one, and who
/// may become root without a password; elsewhere the test is skipped and says why.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;
    private readonly bool _asRoot;

    /// <summary>Mounts it.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <param name="kilobytes">Its size.</param>
    public SmallDisk(string folder, int kilobytes = 4096)
    {
        _path = Directory.CreateDirectory(folder).FullName;
        var (code, output) = Mount($"size={kilobytes}k");
        if (code != 0)
        {
            _asRoot = true;
            code = Mount($"size={kilobytes}k").Code;
        }

        if (code != 0)
        {
            Assert.Skip($"Needs a file system of its own, and none could be mounted (root on Linux can): {output.Trim()}");
        }

        (int Code, string Output) Mount(string options) => Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _path);
    }

    /// <summary>Lets nobody write there any more, as a disk with errors does.</summary>
    public void MakeReadOnly()
    {
        // Refused while a file is open for writing, which the training's own are only for moments.
        for (var tries = 0; ; tries++)
        {
            var (code, output) = Run("mount", "-o", "remount,ro", _path);
            if (code == 0)
            {
                return;
            }

            Assert.True(tries < 100, output);
        }
    }

    /// <summary>Gives it another size.</summary>
    /// <param name="kilobytes">The size.</param>
    public void Resize(int kilobytes)
    {
        var (code, output) = Run("mount", "-o", $"remount,size={kilobytes}k", _path);
        Assert.True(code == 0, output);
    }

    /// <inheritdoc/>
    public void Dispose() => Run("umount", _path);

    private (int Code, string Output) Run(string program, params string[] arguments) =>
        _asRoot ? ExternalProgram.Run("sudo", ["--non-interactive", program, .. arguments]) : ExternalProgram.Run(program, arguments);
}
