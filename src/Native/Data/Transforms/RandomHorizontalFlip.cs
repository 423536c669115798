using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>Mirrors an image left to right with a probability, torchvision's <c>RandomHorizontalFlip</c>: where <c>rand() &lt; p</c>. Not for digits or letters.</summary>
public sealed class RandomHorizontalFlip : Transform
{
    private readonly float _probability;

    /// <summary>Says how often.</summary>
    /// <param name="probability">The probability, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public RandomHorizontalFlip(float probability = 0.5f)
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

        for (var row = 0; row < image.Channels * image.Height; row++)
        {
            image.Values.Slice(row * image.Width, image.Width).Reverse();
        }
    }
}
