using Interop.Native.Random;

namespace Interop.Native.Data.Transforms;

/// <summary>Adds to each number one drawn from N(mean, std²). 8-bit pixels are rounded and kept in 0 … 255.</summary>
public sealed class RandomNoise : Transform
{
    private readonly float _std;
    private readonly float _mean;

    /// <summary>Says how much.</summary>
    /// <param name="std">The standard deviation, in the unit of the numbers at this place of the pipeline.</param>
    /// <param name="mean">The mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public RandomNoise(float std, float mean = 0)
    {
        TransformArguments.CheckRange(std, 0, float.MaxValue, nameof(std));
        (_std, _mean) = (std, mean);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(generator);

        // Fillings of 16 and more, which every pass but the last is, depend on the block's length; 256 keeps the memory small.
        Span<float> noise = stackalloc float[256];
        var values = image.Values;
        for (var start = 0; start < values.Length; start += noise.Length)
        {
            var part = values[start..Math.Min(values.Length, start + noise.Length)];
            generator.FillNormal(noise[..part.Length], _mean, _std);
            for (var i = 0; i < part.Length; i++)
            {
                var value = part[i] + noise[i];
                part[i] = image.IsPixels ? Math.Clamp(MathF.Round(value), byte.MinValue, byte.MaxValue) : value;
            }
        }
    }
}
