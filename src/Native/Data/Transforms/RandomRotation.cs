using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Turns an image about its centre by a random angle in [−degrees, degrees], torchvision's <c>RandomRotation</c>, which draws one uniform
/// number. The size stays; corners that nothing falls on take the fill value. Pixels come out as PIL's <c>rotate</c> computes them. Source: D4.
/// </summary>
public sealed class RandomRotation : Transform
{
    private readonly float _degrees;
    private readonly Interpolation _interpolation;
    private readonly float _fill;

    /// <summary>Says how far.</summary>
    /// <param name="degrees">The largest angle either way, in degrees, 0 or more.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fill">The value of corners that nothing falls on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The angle is negative or not finite, or the interpolation bicubic.</exception>
    public RandomRotation(float degrees, Interpolation interpolation = Interpolation.Nearest, float fill = 0)
    {
        TransformArguments.CheckRange(degrees, 0, float.MaxValue, nameof(degrees));
        TransformArguments.CheckSampling(interpolation);
        _degrees = degrees;
        _interpolation = interpolation;
        _fill = fill;
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        Rotate(image, TransformArguments.Uniform(generator, -_degrees, _degrees), _interpolation, _fill);
    }

    /// <summary>Turns an image counter-clockwise about its centre by a given angle.</summary>
    /// <param name="image">The image.</param>
    /// <param name="degrees">By how much.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fill">The value of corners that nothing falls on.</param>
    public static void Rotate(ImageSample image, double degrees, Interpolation interpolation = Interpolation.Bilinear, float fill = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        TransformArguments.CheckSampling(interpolation);
        AffineSampling.Rotation(degrees, image.Height, image.Width).Apply(image, interpolation, fill);
    }
}
