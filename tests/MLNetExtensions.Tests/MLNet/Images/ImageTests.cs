using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Interop.MLNetExtensions.Tests.MLNet.Images;

/// <summary>ML.NET's images, through its ExtractPixels, into convolutions.</summary>
public class ImageTests
{
    private const int Size = 8;
    private static readonly string[] Kinds = ["red", "green", "blue"];

    private readonly MLContext _context = new(seed: 1);
    private readonly ImageRow[] _rows = Rows(120, 1);

    [Fact]
    public void Pixels_of_images_reach_convolutions_as_channels_height_and_width()
    {
        var data = _context.Data.LoadFromEnumerable(_rows);
        Shape? seen = null;

        var model = Pipeline(shape => seen = shape).Fit(data);

        Assert.Equal([3, Size, Size], seen!.Value);
        var scored = model.Transform(data);
        Assert.InRange(_context.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0.95, 1);
        Assert.Equal(_rows.Select(row => row.Kind), scored.GetColumn<string>("PredictedKind"));
    }

    [Fact]
    public void Resized_images_from_files_do_so_too()
    {
        var folder = Directory.CreateTempSubdirectory("interop-mlnet");
        try
        {
            var rows = _rows.Select((row, i) =>
            {
                using var image = row.Image;
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{i}.bmp"), Bitmap(image));
                return new FileRow { File = $"{i}.bmp", Kind = row.Kind };
            });
            var data = _context.Data.LoadFromEnumerable(rows.ToArray());
            var pipeline = _context.Transforms.LoadImages("Image", folder.FullName, nameof(FileRow.File))
                .Append(_context.Transforms.ResizeImages("Image", 2 * Size, 2 * Size, "Image", ImageResizingEstimator.ResizingKind.Fill))
                .Append(Pipeline(_ => { }));

            var scored = pipeline.Fit(data).Transform(data);

            Assert.InRange(_context.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0.95, 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Images_pass_through_beside_scores()
    {
        var data = _context.Data.LoadFromEnumerable(_rows);
        var scored = Pipeline(_ => { }).Fit(data).Transform(data);
        var expected = scored.GetColumn<float[]>("Score").ToArray();

        using var cursor = scored.GetRowCursor([scored.Schema["Image"], scored.Schema["Score"]]);
        var readImage = cursor.GetGetter<MLImage>(scored.Schema["Image"]);
        var readScore = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        MLImage image = null!;
        var score = default(VBuffer<float>);
        for (var row = 0; cursor.MoveNext(); row++)
        {
            readImage(ref image);
            readScore(ref score);
            Assert.Equal(_rows[row].Pixels, image.Pixels.ToArray());
            Assert.Equal(expected[row], score.DenseValues());
        }
    }

    [Fact]
    public void A_saved_pipeline_of_images_predicts_the_same()
    {
        var data = _context.Data.LoadFromEnumerable(_rows);
        var model = Pipeline(_ => { }).Fit(data);
        var expected = model.Transform(data).GetColumn<float[]>("Score").ToArray();
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;

        var loaded = _context.Model.Load(stream, out _);
        using var engine = _context.Model.CreatePredictionEngine<ImageRow, Answer>(loaded);

        for (var row = 0; row < _rows.Length; row++)
        {
            var answer = engine.Predict(_rows[row]);
            Assert.Equal(expected[row], answer.Score);
            Assert.Equal(_rows[row].Kind, answer.PredictedKind);
        }
    }

    private IEstimator<ITransformer> Pipeline(Action<Shape> see) => _context.Transforms.Conversion.MapValueToKey("Label", nameof(ImageRow.Kind))
        .Append(_context.Transforms.ExtractPixels("Features", "Image", scaleImage: 1f / 255))
        .Append(_context.MulticlassClassification.Trainers.NeuralNetwork(
            _context,
            shape =>
            {
                see(shape.Input);
                return new Sequential(new Conv2D(8, 3, activation: "relu"), new MaxPool2D(2), new Flatten(), new Dense(shape.Outputs, activation: "softmax"));
            },
            epochs: 30))
        .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel"));

    // Noise with one 3×3 square, somewhere, of the kind's colour.
    private static ImageRow[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var pixels = new byte[Size * Size * 4];
                for (var at = 0; at < pixels.Length; at++)
                {
                    pixels[at] = at % 4 == 3 ? byte.MaxValue : (byte)random.Next(60);
                }

                var (top, left) = (random.Next(Size - 2), random.Next(Size - 2));
                for (var at = 0; at < 9; at++)
                {
                    pixels[((((top + (at / 3)) * Size) + left + (at % 3)) * 4) + (i % 3)] = byte.MaxValue;
                }

                return new ImageRow { Kind = Kinds[i % 3], Pixels = pixels };
            }),
        ];
    }

    // A BMP file: two headers, then rows of blue, green and red from the lowest up, each padded to four bytes.
    private static byte[] Bitmap(MLImage image)
    {
        const int headers = 54;
        var stride = ((image.Width * 3) + 3) / 4 * 4;
        var bytes = new byte[headers + (stride * image.Height)];
        using (var writer = new BinaryWriter(new MemoryStream(bytes)))
        {
            writer.Write("BM"u8);
            foreach (var field in new[] { bytes.Length, 0, headers, 40, image.Width, image.Height, 1 | (24 << 16), 0, bytes.Length - headers, 0, 0, 0, 0 })
            {
                writer.Write(field);
            }
        }

        var pixels = image.GetBGRPixels;
        for (var row = 0; row < image.Height; row++)
        {
            pixels.AsSpan(row * image.Width * 3, image.Width * 3).CopyTo(bytes.AsSpan(headers + ((image.Height - 1 - row) * stride)));
        }

        return bytes;
    }

    private sealed class ImageRow
    {
        public string Kind { get; set; } = "";

        [NoColumn]
        public byte[] Pixels { get; set; } = [];

        /// <summary>Another image each time, since ML.NET disposes of those that it has read.</summary>
        [ImageType(Size, Size)]
        public MLImage Image => MLImage.CreateFromPixels(Size, Size, MLPixelFormat.Rgba32, Pixels);
    }

    private sealed class FileRow
    {
        public string Kind { get; set; } = "";

        public string File { get; set; } = "";
    }

    private sealed class Answer
    {
        public string PredictedKind { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
