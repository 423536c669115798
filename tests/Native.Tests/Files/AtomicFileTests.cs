using Interop.Native.Files;

namespace Interop.Native.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_whole_or_not_at_all()
    {
        var path = Path.Combine(_folder, "file");
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(2);
            Assert.Equal([1], File.ReadAllBytes(path));
            throw new InvalidOperationException();
        }));
        Assert.Equal([1], File.ReadAllBytes(path));
        AtomicFile.Write(path, stream => stream.WriteByte(3));
        Assert.Equal([3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_a_process_left_half_written_is_deleted_and_nothing_else()
    {
        var (model, other, left) = (Path.Combine(_folder, "model"), Path.Combine(_folder, "model.other"), "");
        AtomicFile.Write(model, _ => left = Assert.Single(Directory.GetFiles(_folder)));
        File.Delete(model);

        // As it is found where the process ends in the midst.
        File.WriteAllBytes(left, [1]);
        AtomicFile.Write(other, stream => stream.WriteByte(1));
        File.WriteAllBytes(Path.Combine(_folder, "a.tmp"), []);
        AtomicFile.DeleteLeftovers(_folder, "mod");
        Assert.True(File.Exists(left));
        AtomicFile.DeleteLeftovers(_folder, "model");
        Assert.Equal([Path.Combine(_folder, "a.tmp"), other], Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void A_folder_is_flushed_to_disk_where_the_system_lets_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows flushes folders itself.");
        Assert.True(FolderFlush.Try(_folder));
        Assert.True(FolderFlush.Try(Directory.CreateDirectory(Path.Combine(_folder, "Größe 東")).FullName));
        Assert.False(FolderFlush.Try(Path.Combine(_folder, "none")));
    }
}
