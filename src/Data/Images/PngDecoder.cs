using System.IO.Compression;
using Interop.TorchBridge.Archives;

namespace Interop.Data.Images;

/// <summary>
/// Decodes PNG (W3C, third edition): 8 bits for each channel, grey, grey with alpha, RGB, RGBA and palette, not interlaced. Checksums are
/// checked; transparency of palettes and gamma are not applied. Other kinds are refused by name.
/// </summary>
internal static class PngDecoder
{
    private const int HeaderLength = 13;
    private const byte PaletteColor = 3;

    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a file.</summary>
    /// <param name="reader">The file, at its first byte.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public static ImageContent Decode(ImageReader reader)
    {
        reader.Take(Signature.Length, "signature");
        var header = Chunk(ref reader, out var type);
        if (!type.SequenceEqual("IHDR"u8) || header.Length != HeaderLength)
        {
            throw reader.Error("expected a header chunk (IHDR) of 13 bytes first");
        }

        var width = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header);
        var height = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var color = header[9];
        CheckKind(reader, header);
        var channels = color switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        reader.CheckSize(width, height, Math.Max(channels, color == PaletteColor ? 3 : 0));
        var compressed = Chunks(ref reader, color, out var palette);
        var pixels = Expand(reader, compressed, (int)width, (int)height, channels);
        return color == PaletteColor
            ? new ImageContent(3, (int)height, (int)width, LookUp(reader, pixels, palette))
            : new ImageContent(channels, (int)height, (int)width, pixels);
    }

    private static void CheckKind(ImageReader reader, ReadOnlySpan<byte> header)
    {
        var (depth, color, compression, filter, interlace) = (header[8], header[9], header[10], header[11], header[12]);
        if (color is not (0 or 2 or 3 or 4 or 6))
        {
            throw reader.Error($"expected a colour type of 0, 2, 3, 4 or 6, got {color}");
        }

        if (depth != 8)
        {
            throw reader.Error($"expected 8 bits for each channel, got {depth}; save the image with 8");
        }

        if (compression != 0 || filter != 0 || interlace > 1)
        {
            throw reader.Error($"expected compression 0, filter 0 and interlace 0, got {compression}, {filter} and {interlace}");
        }

        if (interlace == 1)
        {
            throw reader.Error("the image is interlaced (Adam7), which is not read; save it without interlacing");
        }
    }

    // The image data of all chunks, joined: never longer than the file.
    private static MemoryStream Chunks(ref ImageReader reader, byte color, out byte[] palette)
    {
        palette = [];
        var compressed = new MemoryStream();
        var dataEnded = false;
        while (true)
        {
            var content = Chunk(ref reader, out var type);
            if (type.SequenceEqual("IDAT"u8))
            {
                if (dataEnded)
                {
                    throw reader.Error("expected image data (IDAT) in chunks that follow one another");
                }

                compressed.Write(content);
                continue;
            }

            dataEnded = compressed.Length > 0;
            if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            if (type.SequenceEqual("PLTE"u8))
            {
                if (content.Length == 0 || content.Length % 3 != 0 || content.Length > 3 * 256)
                {
                    throw reader.Error($"expected a palette of 1 to 256 colours, got {content.Length} bytes");
                }

                palette = content.ToArray();
            }
            else if (char.IsAsciiLetterUpper((char)type[0]))
            {
                throw reader.Error($"expected no other critical chunks, got '{System.Text.Encoding.ASCII.GetString(type)}'");
            }
        }

        if (compressed.Length == 0 || (color == PaletteColor && palette.Length == 0))
        {
            throw reader.Error(compressed.Length == 0 ? "expected image data (IDAT), got none" : "expected a palette (PLTE), got none");
        }

        return compressed;
    }

    private static ReadOnlySpan<byte> Chunk(ref ImageReader reader, out ReadOnlySpan<byte> type)
    {
        var length = reader.UInt32BigEndian("a chunk's length");
        if (length > int.MaxValue)
        {
            throw reader.Error($"expected a chunk of at most {int.MaxValue} bytes, got {length}");
        }

        var typeAndContent = reader.Take(4 + (long)length, "a chunk");
        type = typeAndContent[..4];
        if (reader.UInt32BigEndian("a chunk's checksum") != Crc32.Of(typeAndContent))
        {
            throw reader.Error($"the checksum of chunk '{System.Text.Encoding.ASCII.GetString(type)}' does not match; the file is damaged, use another copy of it");
        }

        return typeAndContent[4..];
    }

    // Expanded twice: once to count, so that a header may not make the reader allocate what the file does not hold.
    private static byte[] Expand(ImageReader reader, MemoryStream compressed, int width, int height, int channels)
    {
        var stride = width * channels;
        var line = new byte[stride + 1];
        if (Lines(reader, compressed, line, height, static (_, _) => { }) < height)
        {
            throw reader.Error($"expected {height} rows of pixels, the image data ends before; the file is damaged, use another copy of it");
        }

        var pixels = new byte[stride * height];
        var problem = -1;
        Lines(reader, compressed, line, height, (row, filtered) =>
        {
            var above = row == 0 ? default : pixels.AsSpan((row - 1) * stride, stride);
            if (!Unfilter(filtered[0], filtered.AsSpan(1), above, pixels.AsSpan(row * stride, stride), channels))
            {
                problem = filtered[0];
            }
        });
        return problem < 0 ? pixels : throw reader.Error($"expected a row filter of 0 to 4, got {problem}");
    }

    private static int Lines(ImageReader reader, MemoryStream compressed, byte[] line, int height, Action<int, byte[]> take)
    {
        compressed.Position = 0;
        using var expanded = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            for (var row = 0; row < height; row++)
            {
                if (expanded.ReadAtLeast(line, line.Length, throwOnEndOfStream: false) < line.Length)
                {
                    return row;
                }

                take(row, line);
            }

            return height;
        }
        catch (InvalidDataException error)
        {
            throw reader.Error("the compressed image data is damaged; use another copy of the file", error);
        }
    }

    private static bool Unfilter(byte filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> target, int channels)
    {
        for (var i = 0; i < source.Length; i++)
        {
            int left = i >= channels ? target[i - channels] : 0;
            int up = above.IsEmpty ? 0 : above[i];
            int corner = above.IsEmpty || i < channels ? 0 : above[i - channels];
            target[i] = (byte)(source[i] + filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => 0,
            });
        }

        return filter <= 4;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static byte[] LookUp(ImageReader reader, byte[] indices, byte[] palette)
    {
        var pixels = new byte[3 * indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            if (3 * indices[i] >= palette.Length)
            {
                throw reader.Error($"expected colours 0 to {(palette.Length / 3) - 1} of the palette, got {indices[i]}");
            }

            palette.AsSpan(3 * indices[i], 3).CopyTo(pixels.AsSpan(3 * i));
        }

        return pixels;
    }
}
