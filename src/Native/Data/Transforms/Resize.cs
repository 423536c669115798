using System.Collections.Concurrent;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Brings an image to a size, torchvision's <c>Resize(size=(h, w))</c>. Pixel centres lie at ½, so corners are not aligned
/// (<c>align_corners=False</c>). 8-bit pixels come out as PIL computes them, bit for bit: rows first, rounded, then columns, rounded.
/// Other numbers are not rounded. Source: D4.
/// </summary>
public sealed class Resize : Transform
{
    private readonly ConcurrentDictionary<(int Input, int Output), ResampleWeights> _weights = new();
    private readonly int _height;
    private readonly int _width;

    /// <summary>Says the size.</summary>
    /// <param name="size">The height and width to come out.</param>
    /// <param name="interpolation">How values between pixels are computed.</param>
    /// <param name="antialias">
    /// Whether pixels are averaged when an image shrinks, as PIL always does and torchvision does since 0.17; false takes the values at the
    /// new centres alone, as <c>torch.nn.functional.interpolate</c>. It makes no difference when an image grows.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Resize((int Height, int Width) size, Interpolation interpolation = Interpolation.Bilinear, bool antialias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        (_height, _width) = size;
        Interpolation = interpolation;
        Antialias = antialias;
    }

    /// <summary>How values between pixels are computed.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>Whether pixels are averaged when an image shrinks.</summary>
    public bool Antialias { get; }

    /// <inheritdoc/>
    public override bool IsRandom => false;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => [Extents(input).Channels, _height, _width];

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (height, width, rounds) = (image.Height, image.Width, image.IsPixels);
        if (Interpolation == Interpolation.Nearest)
        {
            image.Replace(_height, _width, (source, target) => Nearest(source, target, height, width));
            return;
        }

        if (width != _width)
        {
            var weights = Weights(width, _width);
            image.Replace(height, _width, (source, target) => weights.ApplyToRows(source, target, height, width, rounds));
        }

        if (height != _height)
        {
            var weights = Weights(height, _height);
            image.Replace(_height, _width, (source, target) => weights.ApplyToColumns(source, target, _width, rounds));
        }
    }

    private ResampleWeights Weights(int input, int output) =>
        _weights.GetOrAdd((input, output), static (key, self) => new ResampleWeights(key.Input, key.Output, self.Interpolation, self.Antialias), this);

    // Places are added up, as PIL does it: where one falls between two pixels, the rounding of the sum decides.
    private void Nearest(ReadOnlySpan<float> source, Span<float> target, int height, int width)
    {
        var (down, across) = ((double)height / _height, (double)width / _width);
        var y = down * 0.5;
        for (var row = 0; row < _height; row++, y += down)
        {
            var start = Math.Min(height - 1, (int)y) * width;
            var x = across * 0.5;
            for (var column = 0; column < _width; column++, x += across)
            {
                target[(row * _width) + column] = source[start + Math.Min(width - 1, (int)x)];
            }
        }
    }
}
