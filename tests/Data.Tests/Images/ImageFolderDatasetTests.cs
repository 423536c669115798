using Interop.Data.Images;
using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Layers;

namespace Interop.Data.Tests.Images;

public sealed class ImageFolderDatasetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-images-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folders_are_classes()
    {
        Write("dog/2.pgm", 2, 2, 90);
        Write("dog/1.PGM", 2, 2, 50);
        Write("cat/deep/er/x.pgm", 2, 2, 10);
        File.WriteAllText(Path("cat/readme.txt"), "not an image");
        var data = new ImageFolderDataset(_folder.FullName, mode: ImageMode.Grey);
        Assert.Equal(["cat", "dog"], data.ClassNames);
        Assert.Equal([1, 2, 2], data.ImageShape);
        var (features, targets) = new DataLoader(data, 3).Single();
        Assert.Equal([0, 1, 1], targets.ToArray());
        Assert.Equal([10 / 255f, 50 / 255f, 90 / 255f], new[] { features[0, 0, 0, 0], features[1, 0, 1, 1], features[2, 0, 0, 1] });
        Assert.EndsWith("1.PGM", data.PathOf(1), StringComparison.Ordinal);
        Assert.Equal([3, 2, 2], new ImageFolderDataset(_folder.FullName).InputShapes[0]);
    }

    [Fact]
    public void Images_of_different_sizes_need_a_resize()
    {
        Write("a/1.pgm", 2, 3, 1);
        Write("b/1.pgm", 4, 4, 1);
        var mixed = new ImageFolderDataset(_folder.FullName);
        Assert.Contains("Resize images that differ in size", Assert.Throws<NetworkException>(() => new DataLoader(mixed, 2).Count()).Message);
        var resized = new ImageFolderDataset(_folder.FullName, new Compose([new Resize((2, 2)), new ToTensor()]));
        Assert.Equal([2, 3, 2, 2], new DataLoader(resized, 2).Single().Inputs[0].Shape);
    }

    [Fact]
    public void A_folder_without_classes_or_images_is_refused()
    {
        Assert.Contains("a folder for each class", Assert.Throws<InvalidDataException>(() => new ImageFolderDataset(_folder.FullName)).Message);
        Directory.CreateDirectory(Path("empty"));
        Assert.Contains("expected images", Assert.Throws<InvalidDataException>(() => new ImageFolderDataset(_folder.FullName)).Message);
        Assert.Throws<DirectoryNotFoundException>(() => new ImageFolderDataset(Path("absent")));
    }

    [Fact]
    public void Images_are_found_down_to_the_eighth_folder_and_hidden_ones_left_out()
    {
        Write("a/2.pgm", 2, 2, 1);
        Write("a/1.pgm", 2, 2, 1);
        Write("a/.hidden.pgm", 2, 2, 1);
        Write("a/.thumbnails/1.pgm", 2, 2, 1);
        Write("a/2/3/4/5/6/7/8/9/8.pgm", 2, 2, 1);
        Write("a/2/3/4/5/6/7/8/9/10/9.pgm", 2, 2, 1);
        string[] expected = [.. new[] { "a/1.pgm", "a/2.pgm", "a/2/3/4/5/6/7/8/9/8.pgm" }.Select(Path).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, ImageFile.FindBelow(Path("a")));
        Assert.Equal(expected.Length, new ImageFolderDataset(_folder.FullName).Count);
        Assert.Throws<DirectoryNotFoundException>(() => ImageFile.FindBelow(Path("absent")));
    }

    [Fact]
    public void Links_are_followed_unless_they_lead_back_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators make links.");
        Write("a/1.pgm", 2, 2, 1);
        Write("b/2.pgm", 2, 2, 1);
        Directory.CreateSymbolicLink(Path("a/same"), Path("a"));
        Directory.CreateSymbolicLink(Path("a/up"), "..");
        Directory.CreateSymbolicLink(Path("b/other"), Path("a"));

        Assert.Equal([Path("a/1.pgm")], ImageFile.FindBelow(Path("a")));
        Assert.Equal([Path("b/2.pgm"), Path("b/other/1.pgm")], ImageFile.FindBelow(Path("b")));
    }

    [Fact]
    public void A_damaged_image_is_named_when_its_batch_comes()
    {
        Write("a/1.pgm", 2, 2, 1);
        File.WriteAllText(Path("a/2.pgm"), "P5 2 2 255 x");
        var error = Assert.Throws<InvalidDataException>(() => new DataLoader(new ImageFolderDataset(_folder.FullName), 1).Count());
        Assert.StartsWith(Path("a/2.pgm"), error.Message, StringComparison.Ordinal);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private void Write(string name, int height, int width, byte value)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllBytes(Path(name), [.. System.Text.Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. Enumerable.Repeat(value, height * width)]);
    }
}
