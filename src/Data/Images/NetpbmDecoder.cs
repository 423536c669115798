namespace Interop.Data.Images;

/// <summary>Decodes binary portable greymaps (P5) and pixmaps (P6) of up to 255 steps, which are stretched to 0 … 255.</summary>
internal static class NetpbmDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="reader">The file, at its first byte.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public static ImageContent Decode(ImageReader reader)
    {
        var kind = reader.Take(2, "the kind")[1];
        if (kind is not ((byte)'5' or (byte)'6'))
        {
            throw reader.Error($"expected a binary greymap (P5) or pixmap (P6), got P{(char)kind}; save the image in binary");
        }

        var channels = kind == '5' ? 1 : 3;
        var width = Number(ref reader, "the width");
        var height = Number(ref reader, "the height");
        var largest = Number(ref reader, "the largest value");
        if (largest is < 1 or > byte.MaxValue)
        {
            throw reader.Error($"expected a largest value of 1 to 255, got {largest}; save the image with 8 bits");
        }

        reader.CheckSize(width, height, channels);
        var pixels = reader.Take((long)width * height * channels, "pixels").ToArray();
        if (largest != byte.MaxValue)
        {
            foreach (ref var pixel in pixels.AsSpan())
            {
                pixel = pixel <= largest
                    ? (byte)(((pixel * byte.MaxValue) + (largest / 2)) / largest)
                    : throw reader.Error($"expected pixels of 0 to {largest}, got {pixel}");
            }
        }

        return new ImageContent(channels, height, width, pixels);
    }

    // White space and comments, then digits, then exactly one white-space character.
    private static int Number(ref ImageReader reader, string what)
    {
        var next = reader.Take(1, what)[0];
        while (char.IsWhiteSpace((char)next) || next == '#')
        {
            while (next == '#' && reader.Take(1, what)[0] is not ((byte)'\n' or (byte)'\r'))
            {
            }

            next = reader.Take(1, what)[0];
        }

        long value = 0;
        var digits = 0;
        while (char.IsAsciiDigit((char)next) && value <= int.MaxValue)
        {
            value = (value * 10) + (next - '0');
            digits++;
            next = reader.Take(1, what)[0];
        }

        if (digits == 0 || value > int.MaxValue || !char.IsWhiteSpace((char)next))
        {
            throw reader.Error($"expected {what} as a whole number up to {int.MaxValue} and a space");
        }

        return (int)value;
    }
}
