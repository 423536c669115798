using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Cuts a window out of an image at a random place, torchvision's <c>RandomCrop</c>: first the row is drawn, then the column, and nothing
/// where the window is the whole image. Source: D4.
/// </summary>
public sealed class RandomCrop : Transform
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _padding;
    private readonly float _fill;

    /// <summary>Says the size of the window.</summary>
    /// <param name="size">Its height and width.</param>
    /// <param name="padding">How many pixels are put around the image first.</param>
    /// <param name="fill">The value of these.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding negative.</exception>
    public RandomCrop((int Height, int Width) size, int padding = 0, float fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (_height, _width) = size;
        _padding = padding;
        _fill = fill;
    }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (_, height, width) = Extents(input);
        TransformArguments.CheckWindow(nameof(RandomCrop), _height, _width, height + (2 * _padding), width + (2 * _padding));
        return TransformArguments.Resized(input, _height, _width);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        if (_padding > 0)
        {
            Pad(image);
        }

        var (rows, columns) = (image.Height - _height, image.Width - _width);
        TransformArguments.CheckWindow(nameof(RandomCrop), _height, _width, image.Height, image.Width);
        if (rows == 0 && columns == 0)
        {
            return;
        }

        var top = generator.NextInt(rows + 1);
        TransformArguments.Crop(image, top, generator.NextInt(columns + 1), _height, _width);
    }

    private void Pad(ImageSample image)
    {
        var (height, width) = (image.Height, image.Width);
        var padded = width + (2 * _padding);
        image.Replace(height + (2 * _padding), padded, (source, target) =>
        {
            target.Fill(_fill);
            for (var row = 0; row < height; row++)
            {
                source.Slice(row * width, width).CopyTo(target[(((row + _padding) * padded) + _padding)..]);
            }
        });
    }
}
