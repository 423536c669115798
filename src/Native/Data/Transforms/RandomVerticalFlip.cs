using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>Mirrors an image top to bottom with a probability, torchvision's <c>RandomVerticalFlip</c>: where <c>rand() &lt; p</c>.</summary>
public sealed class RandomVerticalFlip : Transform
{
    private readonly float _probability;

    /// <summary>Says how often.</summary>
    /// <param name="probability">The probability, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public RandomVerticalFlip(float probability = 0.5f)
    {
        TransformArguments.CheckRange(probability, 0, 1, nameof(probability));
        _probability = probability;
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);
        if (!(generator.NextSingle() < _probability))
        {
            return;
        }

        var (height, width) = (image.Height, image.Width);
        image.Replace(height, width, (source, target) =>
        {
            for (var row = 0; row < height; row++)
            {
                source.Slice(row * width, width).CopyTo(target[((height - 1 - row) * width)..]);
            }
        });
    }
}
