using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Data.Images;

/// <summary>
/// Reads images: PNG (8 bits for each channel, not interlaced), BMP (8, 24 and 32 bits), and binary PGM and PPM. The kind is told by the
/// content, not by the name. The decoders are small and check every size against the file before they allocate.
/// </summary>
public static class ImageFile
{
    /// <summary>The most numbers (pixels times channels) that an image may have unless told otherwise: 4,096 × 4,096.</summary>
    public const long DefaultMostPixels = 1L << 24;

    /// <summary>Folders below folders that images are looked for in: deep enough for any collection.</summary>
    private const int MostDepth = 8;

    // What is hidden is no image of the user's.
    private static readonly EnumerationOptions Visible = new() { IgnoreInaccessible = false };

    /// <summary>What the names of the images that are read end in.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".bmp", ".ppm", ".pgm", ".pnm"];

    /// <summary>Whether a file's name ends as that of an image that is read.</summary>
    /// <param name="path">The file.</param>
    public static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>
    /// The images in a folder and in those below it, down to the eighth, in the order of their paths' code units; hidden ones are left out, and
    /// links that lead back up are not followed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> FindBelow(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"Expected a folder at '{folder}', found none.");
        }

        var images = new List<string>();
        AddBelow(folder, [RealPath(folder, Path.GetFullPath(folder))], images);
        return [.. images.Order(StringComparer.Ordinal)];
    }

    // With the real paths, those without links, of the folders above and of the folder itself.
    private static void AddBelow(string folder, List<string> above, List<string> images)
    {
        images.AddRange(Directory.EnumerateFiles(folder, "*", Visible).Where(HasExtension));
        foreach (var inner in above.Count > MostDepth ? [] : Directory.GetDirectories(folder, "*", Visible))
        {
            var real = RealPath(inner, Path.Combine(above[^1], Path.GetFileName(inner)));
            if (!above.Any(outer => outer.StartsWith(real, StringComparison.Ordinal)))
            {
                AddBelow(inner, [.. above, real], images);
            }
        }
    }

    // Ends in a separator, so that the path of a folder inside begins with it.
    private static string RealPath(string folder, string unlessLink)
    {
        var path = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? unlessLink;
        return Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;
    }

    /// <summary>Reads an image as a tensor [C, H, W] of 8-bit pixels, 0 to 255.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Which channels to give.</param>
    /// <param name="mostPixels">The most numbers (pixels times channels) that it may have.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, too large, or of a kind that is not read; the message says which.</exception>
    public static Tensor Read(string path, ImageMode mode = ImageMode.AsStored, long mostPixels = DefaultMostPixels)
    {
        var image = new ImageSample();
        Read(path, image, mode, mostPixels);
        return Tensor.From(image.Shape, image.Values);
    }

    /// <summary>Reads an image into a sample, ready for transforms.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">Where to.</param>
    /// <param name="mode">Which channels to give.</param>
    /// <param name="mostPixels">The most numbers (pixels times channels) that it may have.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, too large, or of a kind that is not read; the message says which.</exception>
    public static void Read(string path, ImageSample image, ImageMode mode = ImageMode.AsStored, long mostPixels = DefaultMostPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(image);

        // Even uncompressed, an image that is allowed has no more bytes than this.
        var length = new FileInfo(path).Length;
        var allowed = checked((4 * mostPixels) + (1 << 20));
        if (length > allowed)
        {
            throw new InvalidDataException($"{path}: expected an image of at most {allowed:N0} bytes, got {length:N0}.");
        }

        ImageConversion.Write(Decode(path, File.ReadAllBytes(path), mostPixels), image, mode);
    }

    /// <summary>Decodes an image.</summary>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mostPixels">The most numbers that it may have.</param>
    internal static ImageContent Decode(string name, ReadOnlySpan<byte> content, long mostPixels = DefaultMostPixels)
    {
        var reader = new ImageReader(name, content, mostPixels);
        if (content.StartsWith(PngDecoder.Signature))
        {
            return PngDecoder.Decode(reader);
        }

        if (content.StartsWith("BM"u8))
        {
            return BmpDecoder.Decode(reader);
        }

        return content.Length > 2 && content[0] == 'P' && content[1] is >= (byte)'1' and <= (byte)'7'
            ? NetpbmDecoder.Decode(reader)
            : throw reader.Error("expected a PNG, BMP, PGM or PPM image, got something else; JPEG is not read, save it as PNG");
    }
}
