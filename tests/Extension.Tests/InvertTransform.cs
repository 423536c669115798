using Interop.Native.Data.Transforms;
using Interop.Native.Random;

namespace Interop.Extension.Tests;

/// <summary>A transform of one's own: <c>x → 1 − x</c>, now and then.</summary>
internal sealed class InvertTransform : Transform
{
    public override void Apply(ImageSample image, Generator generator)
    {
        if (generator.NextSingle() < 0.5f)
        {
            foreach (ref var value in image.Values)
            {
                value = 1 - value;
            }
        }
    }
}
