using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>Turns 8-bit pixels into numbers from 0 to 1 by dividing by 255, torchvision's <c>ToTensor</c>. Numbers that are no pixels stay as they are. Source: D4.</summary>
public sealed class ToTensor : Transform
{
    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.IsPixels)
        {
            return;
        }

        foreach (ref var value in image.Values)
        {
            value /= byte.MaxValue;
        }

        image.IsPixels = false;
    }
}
