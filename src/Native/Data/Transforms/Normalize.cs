using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// <c>(x − mean) / std</c> for each channel, torchvision's <c>Normalize</c>; with mean and std 0.5, numbers of [0, 1] become numbers of
/// [−1, 1]. Source: D4.
/// </summary>
public sealed class Normalize : Transform
{
    private readonly float[] _mean;
    private readonly float[] _std;

    /// <summary>Gives mean and deviation of each channel.</summary>
    /// <param name="mean">One number for each channel.</param>
    /// <param name="std">One number above 0 for each channel.</param>
    /// <exception cref="ArgumentException">Their numbers differ, or a deviation is not above 0.</exception>
    public Normalize(IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        if (mean.Count != std.Count || mean.Count == 0 || std.Any(value => !(value > 0)))
        {
            throw new ArgumentException(
                $"Normalize takes a mean and a deviation above 0 for each channel, got means {string.Join(", ", mean)} and deviations {string.Join(", ", std)}.");
        }

        (_mean, _std) = ([.. mean], [.. std]);
    }

    /// <inheritdoc/>
    public override bool IsRandom => false;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (channels, _, _) = Extents(input);
        return channels == _mean.Length
            ? input
            : throw new NetworkException($"Normalize has means for {_mean.Length} channels, the image has {channels}; give one for each.");
    }

    /// <inheritdoc/>
    /// <exception cref="NetworkException">The image is still of 8-bit pixels.</exception>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.IsPixels)
        {
            throw new NetworkException("Normalize takes numbers, but the image is of 8-bit pixels; put ToTensor before it.");
        }

        for (var channel = 0; channel < image.Channels; channel++)
        {
            var (mean, std) = (_mean[channel], _std[channel]);
            foreach (ref var value in image.Channel(channel))
            {
                value = (value - mean) / std;
            }
        }
    }
}
