using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>What the options of several transforms have in common.</summary>
internal static class TransformArguments
{
    /// <summary>Throws unless a value is in a range.</summary>
    public static void CheckRange(float value, float smallest, float largest, string name)
    {
        if (!(value >= smallest && value <= largest))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in [{smallest}, {largest}].");
        }
    }

    /// <summary>Throws unless an interpolation is one that affine sampling knows.</summary>
    public static void CheckSampling(Interpolation interpolation)
    {
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
        {
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Rotation and zoom interpolate Nearest or Bilinear.");
        }
    }

    /// <summary>One uniform number, as <c>torch.empty(1).uniform_(from, to)</c>.</summary>
    public static float Uniform(Generator generator, float from, float to)
    {
        Span<float> value = stackalloc float[1];
        generator.FillUniform(value, from, to);
        return value[0];
    }

    /// <summary>Throws unless a window fits into an image.</summary>
    public static void CheckWindow(string transform, int windowHeight, int windowWidth, int height, int width)
    {
        if (windowHeight > height || windowWidth > width)
        {
            throw new NetworkException(
                $"{transform} cuts {windowHeight} × {windowWidth} pixels out of an image, which has {height} × {width}; Resize it first.");
        }
    }

    /// <summary>Cuts a window out of an image.</summary>
    public static void Crop(ImageSample image, int top, int left, int height, int width)
    {
        var before = image.Width;
        image.Replace(height, width, (source, target) =>
        {
            for (var row = 0; row < height; row++)
            {
                source.Slice(((top + row) * before) + left, width).CopyTo(target[(row * width)..]);
            }
        });
    }

    /// <summary>The channels, first extent, of an image's shape with its other extents replaced.</summary>
    public static Shape Resized(Shape input, int height, int width) => [input[0], height, width];
}
