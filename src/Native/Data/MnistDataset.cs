using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// MNIST, or any other set of grey images and labels in the IDX format (Fashion-MNIST, KMNIST, EMNIST), kept in memory as the bytes they
/// are: samples [1, H, W] and class indices. Source: D4.
/// </summary>
/// <example>
/// <code>
/// var trainDataset = new MnistDataset(root: "data", train: true, transform: trainingTransforms);
/// var testDataset = new MnistDataset(root: "data", train: false, transform: testTransforms);
/// </code>
/// </example>
public sealed class MnistDataset : ImageDataset
{
    private readonly IdxFile _images;
    private readonly int[] _labels;

    /// <summary>Reads the four files' names as they are published, plain or with <c>.gz</c>.</summary>
    /// <param name="root">The folder that holds them, or <c>MNIST/raw</c> below it, where torchvision puts them.</param>
    /// <param name="train">The 60,000 training images, or the 10,000 test images.</param>
    /// <param name="transform">What images go through; <see cref="ToTensor"/> when null.</param>
    /// <param name="seed">What the random numbers of augmentation are drawn from.</param>
    /// <exception cref="FileNotFoundException">A file is missing; the message lists the names that were looked for.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public MnistDataset(string root, bool train = true, Transform? transform = null, ulong seed = 0)
        : this(
            IdxFile.Read(MnistFiles.Find(root, train ? "train-images" : "t10k-images", 3)),
            IdxFile.Read(MnistFiles.Find(root, train ? "train-labels" : "t10k-labels", 1)),
            transform,
            seed)
    {
    }

    /// <summary>Joins images and labels that were read.</summary>
    /// <param name="images">Bytes, [N, H, W].</param>
    /// <param name="labels">Bytes, [N].</param>
    /// <param name="transform">What images go through; <see cref="ToTensor"/> when null.</param>
    /// <param name="seed">What the random numbers of augmentation are drawn from.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="InvalidDataException">The files are not of bytes, have other axes, differ in number, or a label is too large.</exception>
    public MnistDataset(IdxFile images, IdxFile labels, Transform? transform = null, ulong seed = 0, int classes = 10)
        : base(transform, seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        MnistFiles.Check(images.Name, images.Header, labels.Name, labels.Header);
        _images = images;
        Classes = classes;
        _labels = new int[labels.Shape[0]];
        for (var i = 0; i < _labels.Length; i++)
        {
            _labels[i] = MnistFiles.CheckLabel(labels.Data[i], classes, labels.Name, i);
        }
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    /// <inheritdoc/>
    public override Shape ImageShape => [1, _images.Shape[1], _images.Shape[2]];

    /// <inheritdoc/>
    public override int ClassOf(int row) => _labels[row];

    /// <inheritdoc/>
    protected override void ReadImage(int row, ImageSample image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var target = image.Begin(1, _images.Shape[1], _images.Shape[2], isPixels: true);
        _images.CopyTo(row * target.Length, target);
    }
}
