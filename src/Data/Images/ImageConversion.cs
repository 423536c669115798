using Interop.Native.Data.Transforms;

namespace Interop.Data.Images;

/// <summary>Brings decoded pixels, channels side by side, into the order of tensors, channel by channel.</summary>
internal static class ImageConversion
{
    /// <summary>Writes an image.</summary>
    /// <param name="content">The decoded image.</param>
    /// <param name="image">Where to.</param>
    /// <param name="mode">Which channels.</param>
    public static void Write(ImageContent content, ImageSample image, ImageMode mode)
    {
        var channels = mode switch { ImageMode.Grey => 1, ImageMode.Rgb => 3, _ => content.Channels };
        image.Begin(channels, content.Height, content.Width, isPixels: true);
        for (var channel = 0; channel < channels; channel++)
        {
            var target = image.Channel(channel);
            for (var i = 0; i < target.Length; i++)
            {
                var pixel = content.Pixels.AsSpan(i * content.Channels, content.Channels);
                target[i] = mode switch
                {
                    ImageMode.Grey => Grey(pixel),
                    ImageMode.Rgb => pixel[pixel.Length >= 3 ? channel : 0],
                    _ => pixel[channel],
                };
            }
        }
    }

    private static int Grey(ReadOnlySpan<byte> pixel) =>
        pixel.Length < 3 ? pixel[0] : ((19595 * pixel[0]) + (38470 * pixel[1]) + (7471 * pixel[2]) + (1 << 15)) >> 16;
}
