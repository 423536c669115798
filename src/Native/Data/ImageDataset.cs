using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// Images with a class each, which go through a transform on their way into a batch. Override the members for images of your own. The random
/// numbers of an image follow from the seed, the epoch and the image's row, whatever the order of reading; a training and a test set each
/// have a transform of their own, so that only training is augmented.
/// </summary>
public abstract class ImageDataset : Dataset
{
    private readonly ImagePipeline _pipeline;
    private readonly Action<long, ImageSample> _read;
    private readonly bool _looksAhead;

    /// <summary>Says what images go through.</summary>
    /// <param name="transform">The transform; <see cref="ToTensor"/> when null.</param>
    /// <param name="seed">What the random numbers of augmentation are drawn from.</param>
    protected ImageDataset(Transform? transform, ulong seed)
    {
        _pipeline = new ImagePipeline(transform ?? new ToTensor(), seed);
        _read = (row, image) => ReadImage((int)row, image);
        _looksAhead = transform is not null;
    }

    /// <summary>The shape of an image before its transforms, [C, H, W]; of the first one, where they differ.</summary>
    public abstract Shape ImageShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [_pipeline.OutputShape(ImageShape)];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => [[]];

    /// <summary>2 with a transform, 0 without.</summary>
    public override int LookAhead => _looksAhead ? 2 : 0;

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var shape = _pipeline.OutputShape(ImageShape);
        for (var i = 0; i < rows.Length; i++)
        {
            _pipeline.Run(rows[i], batch.Epoch, _read, batch.Input(0).Slice(i * shape.Size, shape.Size), shape);
            batch.Target(0)[i] = ClassOf(rows[i]);
        }
    }

    /// <summary>Writes an image as it is, before its transforms.</summary>
    /// <param name="row">Which image.</param>
    /// <param name="image">Where to; call <see cref="ImageSample.Begin"/>.</param>
    protected abstract void ReadImage(int row, ImageSample image);

    /// <summary>The class of an image, counted from 0.</summary>
    /// <param name="row">Which image.</param>
    public abstract int ClassOf(int row);
}
