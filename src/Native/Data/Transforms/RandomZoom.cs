using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Magnifies an image about its centre by a random factor, as torchvision's <c>RandomAffine(0, scale=(smallest, largest))</c>; the size
/// stays. Above 1 the edge is lost, below 1 it takes the fill value. RandomAffine draws an angle first, even of 0; here no number is spent on it.
/// </summary>
public sealed class RandomZoom : Transform
{
    private readonly float _smallest;
    private readonly float _largest;
    private readonly Interpolation _interpolation;
    private readonly float _fill;

    /// <summary>Says how much.</summary>
    /// <param name="smallest">The smallest factor, above 0.</param>
    /// <param name="largest">The largest factor.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fill">The value of pixels that nothing falls on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factors are not above 0 and in order, or the interpolation is bicubic.</exception>
    public RandomZoom(float smallest = 0.9f, float largest = 1.1f, Interpolation interpolation = Interpolation.Bilinear, float fill = 0)
    {
        TransformArguments.CheckRange(smallest, float.Epsilon, float.MaxValue, nameof(smallest));
        TransformArguments.CheckRange(largest, smallest, float.MaxValue, nameof(largest));
        TransformArguments.CheckSampling(interpolation);
        (_smallest, _largest, _interpolation, _fill) = (smallest, largest, interpolation, fill);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        var factor = TransformArguments.Uniform(generator, _smallest, _largest);
        AffineSampling.Zoom(factor, image.Height, image.Width).Apply(image, _interpolation, _fill);
    }
}
