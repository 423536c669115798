using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>
/// One step that an image goes through before a network sees it. To write one of your own, override <see cref="OutputShape"/> and
/// <see cref="Apply(ImageSample, Generator)"/>. A transform holds options and no state: the same object may serve several threads.
/// </summary>
public abstract class Transform
{
    /// <summary>Whether it draws random numbers; where not, none are prepared for it.</summary>
    public virtual bool IsRandom => true;

    /// <summary>The shape of the image afterwards; checks that the image fits.</summary>
    /// <param name="input">The shape before, [C, H, W].</param>
    /// <exception cref="NetworkException">The image does not fit; the message says why.</exception>
    public virtual Shape OutputShape(Shape input) => input;

    /// <summary>Transforms an image in place.</summary>
    /// <param name="image">The image.</param>
    /// <param name="generator">The random numbers of this image in this epoch; take from nowhere else.</param>
    public abstract void Apply(ImageSample image, Generator generator);

    /// <summary>Transforms a tensor.</summary>
    /// <param name="image">The image, [C, H, W].</param>
    /// <param name="generator">The random numbers; seed 0 when null.</param>
    /// <param name="isPixels">Whether its numbers are 8-bit pixels.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="NetworkException">The tensor is no image, or does not fit.</exception>
    public Tensor Apply(Tensor image, Generator? generator = null, bool isPixels = false)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (channels, height, width) = Extents(image.Shape);
        OutputShape(image.Shape);
        var sample = new ImageSample();
        image.Span.CopyTo(sample.Begin(channels, height, width, isPixels));
        Apply(sample, generator ?? new TorchGenerator(0));
        return Tensor.From(sample.Shape, sample.Values);
    }

    /// <summary>The extents of an image's shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <exception cref="NetworkException">It is not [C, H, W].</exception>
    protected static (int Channels, int Height, int Width) Extents(Shape shape) => shape.Rank == 3
        ? (shape[0], shape[1], shape[2])
        : throw new NetworkException($"A transform takes images of shape [channels, height, width], got {shape}.");
}
