using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// One image on its way through transforms: channels, height, width, and its numbers, row by row, channel by channel. It is either of 8-bit
/// pixels (whole numbers of 0 to 255, what files hold and PIL works on) or of any numbers (what ToTensor gives and networks take).
/// </summary>
/// <remarks>An object is used for one image after the other, so that a pipeline allocates nothing in steady state.</remarks>
public sealed class ImageSample
{
    private float[] _values = [];
    private float[] _next = [];

    /// <summary>The number of channels: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; private set; }

    /// <summary>The number of rows.</summary>
    public int Height { get; private set; }

    /// <summary>The number of columns.</summary>
    public int Width { get; private set; }

    /// <summary>Whether the numbers are 8-bit pixels. Transforms that compute new pixels round them as PIL does.</summary>
    public bool IsPixels { get; set; }

    /// <summary>The shape, [C, H, W].</summary>
    public Shape Shape => new(Channels, Height, Width);

    /// <summary>The numbers.</summary>
    public Span<float> Values => _values.AsSpan(0, Channels * Height * Width);

    /// <summary>The numbers of one channel, row by row.</summary>
    /// <param name="index">Which channel.</param>
    public Span<float> Channel(int index) => Values.Slice(index * Height * Width, Height * Width);

    /// <summary>Begins a new image; its numbers are undefined until they are written.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="isPixels">Whether they will be 8-bit pixels.</param>
    /// <returns>Where to write the numbers.</returns>
    public Span<float> Begin(int channels, int height, int width, bool isPixels)
    {
        Fit(ref _values, channels, height, width);
        (Channels, Height, Width, IsPixels) = (channels, height, width, isPixels);
        return Values;
    }

    /// <summary>Puts an image of another size in the place of this one, computed from it.</summary>
    /// <param name="height">Its number of rows.</param>
    /// <param name="width">Its number of columns.</param>
    /// <param name="compute">Computes one channel from one channel of this image.</param>
    public void Replace(int height, int width, ChannelFunction compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        Fit(ref _next, Channels, height, width);
        var size = height * width;
        for (var channel = 0; channel < Channels; channel++)
        {
            compute(Channel(channel), _next.AsSpan(channel * size, size));
        }

        (_values, _next) = (_next, _values);
        (Height, Width) = (height, width);
    }

    private static void Fit(ref float[] memory, int channels, int height, int width)
    {
        var length = checked(channels * height * width);
        if (memory.Length < length)
        {
            memory = new float[length];
        }
    }
}
