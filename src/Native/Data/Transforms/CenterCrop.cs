using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// Cuts a window out of the middle of an image, torchvision's <c>CenterCrop</c>: its first row is <c>round((H − h)/2)</c>, halves to the
/// even number. Source: D4.
/// </summary>
public sealed class CenterCrop : Transform
{
    private readonly int _height;
    private readonly int _width;

    /// <summary>Says the size of the window.</summary>
    /// <param name="size">Its height and width.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public CenterCrop((int Height, int Width) size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        (_height, _width) = size;
    }

    /// <inheritdoc/>
    public override bool IsRandom => false;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (_, height, width) = Extents(input);
        TransformArguments.CheckWindow(nameof(CenterCrop), _height, _width, height, width);
        return TransformArguments.Resized(input, _height, _width);
    }

    /// <inheritdoc/>
    public override void Apply(ImageSample image, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(image);
        TransformArguments.CheckWindow(nameof(CenterCrop), _height, _width, image.Height, image.Width);
        var top = (int)Math.Round((image.Height - _height) / 2.0, MidpointRounding.ToEven);
        var left = (int)Math.Round((image.Width - _width) / 2.0, MidpointRounding.ToEven);
        TransformArguments.Crop(image, top, left, _height, _width);
    }
}
