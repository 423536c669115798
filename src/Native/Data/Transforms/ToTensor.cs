using System.Numerics;
using System.Runtime.InteropServices;
using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>Turns 8-bit pixels into numbers from 0 to 1 by dividing by 255, torchvision's <c>ToTensor</c>. Numbers that are no pixels stay as they are. Source: D4.</summary>
public sealed class ToTensor : Transform
{
    /// <inheritdoc/>
    public override bool IsRandom => false;

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.IsPixels)
        {
            return;
        }

        var wide = MemoryMarshal.Cast<float, Vector<float>>(image.Values);
        var largest = new Vector<float>(byte.MaxValue);
        foreach (ref var vector in wide)
        {
            vector /= largest;
        }

        foreach (ref var value in image.Values[(wide.Length * Vector<float>.Count)..])
        {
            value /= byte.MaxValue;
        }

        image.IsPixels = false;
    }
}
