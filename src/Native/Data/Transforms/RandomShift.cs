using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Moves an image by a random whole number of pixels, as torchvision's <c>RandomAffine(0, translate=(width, height))</c>: first across by
/// <c>round(U(−width·W, width·W))</c>, then down by <c>round(U(−height·H, height·H))</c>. Pixels that nothing falls on take the fill value.
/// RandomAffine draws an angle first, even of 0; here no number is spent on it.
/// </summary>
public sealed class RandomShift : Transform
{
    private readonly float _height;
    private readonly float _width;
    private readonly float _fill;

    /// <summary>Says how far.</summary>
    /// <param name="height">The largest shift up or down, as a part of the height, in [0, 1].</param>
    /// <param name="width">The largest shift left or right, as a part of the width, in [0, 1].</param>
    /// <param name="fill">The value of pixels that nothing falls on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part lies outside.</exception>
    public RandomShift(float height = 0.1f, float width = 0.1f, float fill = 0)
    {
        TransformArguments.CheckRange(height, 0, 1, nameof(height));
        TransformArguments.CheckRange(width, 0, 1, nameof(width));
        (_height, _width, _fill) = (height, width, fill);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        var (height, width) = (image.Height, image.Width);
        var across = (int)MathF.Round(TransformArguments.Uniform(generator, -_width * width, _width * width), MidpointRounding.ToEven);
        var down = (int)MathF.Round(TransformArguments.Uniform(generator, -_height * height, _height * height), MidpointRounding.ToEven);
        image.Replace(height, width, (source, target) =>
        {
            target.Fill(_fill);
            var count = width - Math.Abs(across);
            for (var row = Math.Max(0, down); row < height + Math.Min(0, down) && count > 0; row++)
            {
                source.Slice(((row - down) * width) + Math.Max(0, -across), count).CopyTo(target[((row * width) + Math.Max(0, across))..]);
            }
        });
    }
}
