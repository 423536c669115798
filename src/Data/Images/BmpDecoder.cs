namespace Interop.Data.Images;

/// <summary>Decodes Windows bitmaps: 8 bits with a palette, 24 and 32 bits, not compressed, from either end up. Gives red, green and blue.</summary>
internal static class BmpDecoder
{
    private const int InfoHeaderLength = 40;
    private const int BitFields = 3;

    /// <summary>Decodes a file.</summary>
    /// <param name="reader">The file, at its first byte.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public static ImageContent Decode(ImageReader reader)
    {
        reader.Take(10, "the file header");
        var pixelsAt = (uint)reader.Int32("the place of the pixels");
        var headerAt = reader.Position;
        var headerLength = (uint)reader.Int32("the length of the header");
        if (headerLength is < InfoHeaderLength or > 256)
        {
            throw reader.Error($"expected a bitmap header of {InfoHeaderLength} to 256 bytes, got {headerLength}");
        }

        long width = reader.Int32("the width");
        long height = reader.Int32("the height");
        reader.UInt16("the planes");
        var bits = reader.UInt16("the bits of a pixel");
        var compression = reader.Int32("the compression");
        var topDown = height < 0;
        height = Math.Abs(height);
        if (bits is not (8 or 24 or 32))
        {
            throw reader.Error($"expected 8, 24 or 32 bits for each pixel, got {bits}; save the image with 24");
        }

        reader.CheckSize(width, height, 3);
        reader.Take(12, "the size and resolution");
        var colors = (uint)reader.Int32("the number of colours");
        CheckMasks(ref reader, compression, bits);
        var palette = ReadOnlySpan<byte>.Empty;
        if (bits == 8)
        {
            reader.MoveTo(headerAt + headerLength, "the palette");
            colors = colors == 0 ? 256 : colors;
            if (colors > 256)
            {
                throw reader.Error($"expected a palette of up to 256 colours, got {colors}");
            }

            palette = reader.Take(4 * colors, "the palette");
        }

        reader.MoveTo(pixelsAt, "the pixels");
        var stride = ((width * bits) + 31) / 32 * 4;
        var source = reader.Take(stride * height, "pixels");
        var pixels = new byte[width * height * 3];
        for (var row = 0; row < height; row++)
        {
            var line = source.Slice((int)((topDown ? row : height - 1 - row) * stride), (int)stride);
            Convert(reader, line, pixels.AsSpan((int)(row * width * 3), (int)width * 3), bits / 8, palette);
        }

        return new ImageContent(3, (int)height, (int)width, pixels);
    }

    private static void CheckMasks(ref ImageReader reader, int compression, int bits)
    {
        if (compression == 0)
        {
            return;
        }

        if (compression != BitFields || bits != 32)
        {
            throw reader.Error($"expected a bitmap that is not compressed, got compression {compression}; save it without");
        }

        reader.Take(4, "the number of important colours");
        var (red, green, blue) = (reader.Int32("the mask of red"), reader.Int32("the mask of green"), reader.Int32("the mask of blue"));
        if (red != 0xFF0000 || green != 0xFF00 || blue != 0xFF)
        {
            throw reader.Error($"expected 8 bits for each of blue, green and red in this order, got the masks {red:X8}, {green:X8} and {blue:X8}");
        }
    }

    private static void Convert(ImageReader reader, ReadOnlySpan<byte> line, Span<byte> target, int bytes, ReadOnlySpan<byte> palette)
    {
        for (var column = 0; column < target.Length / 3; column++)
        {
            var color = line.Slice(column * bytes, bytes);
            if (bytes == 1)
            {
                if (4 * (color[0] + 1) > palette.Length)
                {
                    throw reader.Error($"expected colours 0 to {(palette.Length / 4) - 1} of the palette, got {color[0]}");
                }

                color = palette.Slice(4 * color[0], 3);
            }

            (target[3 * column], target[(3 * column) + 1], target[(3 * column) + 2]) = (color[2], color[1], color[0]);
        }
    }
}
