using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// Images and labels in the IDX format, streamed from their files, plain or compressed: only the shuffle buffer and the batches read ahead are in
/// memory, whatever the files' size.
/// </summary>
public sealed class MnistStreamingDataset : StreamingDataset
{
    private readonly string _images;
    private readonly string _labels;
    private readonly int _classes;
    private readonly IdxHeader _header;
    private readonly ImagePipeline _pipeline;

    /// <summary>Names the files; both are checked to be as long as their headers say.</summary>
    /// <param name="images">The path of the images, bytes [N, H, W].</param>
    /// <param name="labels">The path of the labels, bytes [N].</param>
    /// <param name="transform">What images go through; <see cref="ToTensor"/> when null.</param>
    /// <param name="seed">What the random numbers of augmentation are drawn from.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public MnistStreamingDataset(string images, string labels, Transform? transform = null, ulong seed = 0, int classes = 10)
    {
        (_images, _labels, _classes) = (images, labels, classes);
        _pipeline = new ImagePipeline(transform ?? new ToTensor(), seed);
        var (imageContent, imageHeader) = IdxContent.Open(images, long.MaxValue);
        imageContent.Dispose();
        var (labelContent, labelHeader) = IdxContent.Open(labels, long.MaxValue);
        labelContent.Dispose();
        MnistFiles.Check(images, imageHeader, labels, labelHeader);
        _header = imageHeader;
    }

    /// <inheritdoc/>
    public override long? Count => _header.Shape[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [_pipeline.OutputShape(ImageShape)];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => [[]];

    private Shape ImageShape => [1, _header.Shape[1], _header.Shape[2]];

    /// <inheritdoc/>
    public override SampleReader OpenReader() => new Reader(this);

    private sealed class Reader : SampleReader
    {
        private readonly MnistStreamingDataset _data;
        private readonly Stream _images;
        private readonly Stream _labels;
        private readonly byte[] _pixels;
        private readonly byte[] _label = new byte[1];
        private readonly Shape _output;
        private long _row;

        public Reader(MnistStreamingDataset data)
        {
            _data = data;
            _images = IdxContent.OpenVerified(data._images);
            _labels = IdxContent.OpenVerified(data._labels);
            _pixels = new byte[data.ImageShape.Size];
            _output = data.InputShapes[0];
        }

        public override bool Read(IBatch sample)
        {
            if (_row == _data.Count)
            {
                return false;
            }

            Fill(_images, _pixels, _data._images);
            Fill(_labels, _label, _data._labels);
            _data._pipeline.Run(_row, sample.Epoch, Decode, sample.Input(0), _output);
            sample.Target(0)[0] = MnistFiles.CheckLabel(_label[0], _data._classes, _data._labels, _row);
            _row++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            _images.Dispose();
            _labels.Dispose();
            base.Dispose(disposing);
        }

        private void Decode(long row, ImageSample image) =>
            IdxNumbers.Convert(IdxElementType.UInt8, _pixels, image.Begin(1, _data._header.Shape[1], _data._header.Shape[2], isPixels: true));

        private static void Fill(Stream stream, byte[] bytes, string name)
        {
            if (IdxContent.Guard(name, () => stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) < bytes.Length)
            {
                throw new InvalidDataException($"{name}: the file got shorter while it was read.");
            }
        }
    }
}
