using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Blots out squares of an image: the centre of each is a random pixel, so that part of it may lie outside. Source: T. DeVries and
/// G. Taylor 2017, "Improved regularization of convolutional neural networks with cutout".
/// </summary>
public sealed class Cutout : Transform
{
    private readonly int _size;
    private readonly int _count;
    private readonly float _fill;

    /// <summary>Says how large.</summary>
    /// <param name="size">The side of a square in pixels, 1 or more.</param>
    /// <param name="count">How many squares.</param>
    /// <param name="fill">The value in the squares; 0 is the mean after Normalize.</param>
    /// <exception cref="ArgumentOutOfRangeException">Size or count is below 1.</exception>
    public Cutout(int size, int count = 1, float fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_size, _count, _fill) = (size, count, fill);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        for (var square = 0; square < _count; square++)
        {
            var top = generator.NextInt(image.Height) - (_size / 2);
            var left = generator.NextInt(image.Width) - (_size / 2);
            var (first, last) = (Math.Max(0, left), Math.Min(image.Width, left + _size));
            for (var channel = 0; channel < image.Channels; channel++)
            {
                var values = image.Channel(channel);
                for (var row = Math.Max(0, top); row < Math.Min(image.Height, top + _size); row++)
                {
                    values[((row * image.Width) + first)..((row * image.Width) + last)].Fill(_fill);
                }
            }
        }
    }
}
