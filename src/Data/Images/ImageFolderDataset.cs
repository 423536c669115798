using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Data.Images;

/// <summary>
/// Images in folders, one folder for each class, as torchvision's <c>ImageFolder</c>: <c>root/cat/1.png</c>, <c>root/dog/2.png</c>. Only
/// the paths are in memory; an image is read and decoded when a batch wants it, ahead on a thread of its own. Classes and files are in the
/// order of their names' code units.
/// </summary>
public sealed class ImageFolderDataset : ImageDataset
{
    private readonly List<(string Path, int Class)> _files = [];
    private readonly ImageMode _mode;
    private readonly long _mostPixels;

    /// <summary>Lists the images below a folder; those of a class may lie in folders of their own.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="transform">What images go through; <see cref="ToTensor"/> when null. Images that differ in size need a Resize.</param>
    /// <param name="mode">Which channels to give.</param>
    /// <param name="seed">What the random numbers of augmentation are drawn from.</param>
    /// <param name="mostPixels">The most numbers (pixels times channels) that an image may have.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There are no class folders, one holds no images, or the first image is damaged.</exception>
    public ImageFolderDataset(
        string root, Transform? transform = null, ImageMode mode = ImageMode.Rgb, ulong seed = 0, long mostPixels = ImageFile.DefaultMostPixels)
        : base(transform, seed)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        (_mode, _mostPixels) = (mode, mostPixels);
        string[] folders = [.. Directory.GetDirectories(root).Order(StringComparer.Ordinal)];
        if (folders.Length == 0)
        {
            throw new InvalidDataException($"{root}: expected a folder for each class, got none.");
        }

        foreach (var (index, folder) in folders.Index())
        {
            var images = ImageFile.FindBelow(folder);
            if (images.Count == 0)
            {
                throw new InvalidDataException($"{folder}: expected images ({string.Join(", ", ImageFile.Extensions)}), got none; remove the folder if it is no class.");
            }

            _files.AddRange(images.Select(path => (path, index)));
        }

        ClassNames = [.. folders.Select(folder => Path.GetFileName(folder))];
        var first = new ImageSample();
        ReadImage(0, first);
        ImageShape = first.Shape;
    }

    /// <summary>The names of the classes, in the order of their indices.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public override int Count => _files.Count;

    /// <inheritdoc/>
    public override Shape ImageShape { get; }

    /// <summary>2: decoding takes long.</summary>
    public override int LookAhead => 2;

    /// <summary>The path of an image.</summary>
    /// <param name="row">Which image.</param>
    public string PathOf(int row) => _files[row].Path;

    /// <inheritdoc/>
    public override int ClassOf(int row) => _files[row].Class;

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">The image has vanished since the folder was listed.</exception>
    protected override void ReadImage(int row, ImageSample image)
    {
        var path = _files[row].Path;
        try
        {
            ImageFile.Read(path, image, _mode, _mostPixels);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"Expected the image '{path}', which was there when its folder was listed; it has vanished since.", path, error);
        }
    }
}
