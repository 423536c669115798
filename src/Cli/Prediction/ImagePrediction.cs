using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Data.Images;
using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Cli.Prediction;

/// <summary>Answers images: one, all below a folder, or those of an IDX file.</summary>
internal static class ImagePrediction
{
    /// <summary>Answers every image.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">How images are brought to it.</param>
    /// <param name="path">An image, a folder or an IDX file.</param>
    /// <param name="writer">Where answers go.</param>
    /// <param name="batchSize">How many images run at a time.</param>
    /// <param name="interrupt">Ctrl-C.</param>
    /// <returns>Whether it came to the end; false where Ctrl-C stopped it before.</returns>
    public static bool Run(RunnableModel model, ImageInput input, string path, AnswerWriter writer, int batchSize, Interrupt interrupt)
    {
        var images = Open(path, input);
        writer.Begin(["image"]);
        foreach (var part in images.Chunk(batchSize))
        {
            if (interrupt.IsRequested)
            {
                return false;
            }

            var batch = new Tensor([part.Length, input.Channels, input.Height, input.Width]);
            var size = batch.Count / part.Length;
            for (var i = 0; i < part.Length; i++)
            {
                part[i].Read().Span.CopyTo(batch.Span.Slice(i * size, size));
            }

            var outputs = model.Predict(batch);
            var width = outputs.Count / part.Length;
            for (var i = 0; i < part.Length; i++)
            {
                writer.Write([part[i].Name], outputs.Span.Slice(i * width, width));
            }
        }

        return true;
    }

    private static IEnumerable<(string Name, Func<Tensor> Read)> Open(string path, ImageInput input)
    {
        var transforms = ImageSource.Transforms(input, []);
        var mode = input.Channels == 1 ? ImageMode.Grey : ImageMode.Rgb;
        if (Directory.Exists(path))
        {
            var files = ImageFile.FindBelow(path);
            return files.Count > 0
                ? files.Select(file => (file, (Func<Tensor>)(() => Read(file))))
                : throw new CommandException(ExitCode.BadInput, $"'{path}' holds no images.", $"Images end in {string.Join(", ", ImageFile.Extensions)}.");
        }

        ModelPath.MustExist(path);
        return ImageFile.HasExtension(path)
            ? [(path, () => Read(path))]
            : Idx(path, transforms);

        Tensor Read(string file)
        {
            var image = new ImageSample();
            ImageFile.Read(file, image, mode);
            return Through(transforms, image);
        }
    }

    private static IEnumerable<(string Name, Func<Tensor> Read)> Idx(string path, Compose transforms)
    {
        var file = IdxFile.Read(path);
        if (file.ElementType != IdxElementType.UInt8 || file.Shape.Rank != 3)
        {
            throw new CommandException(ExitCode.BadInput, $"'{path}': expected images as bytes of shape [N, H, W], got {file.ElementType} of shape {file.Shape}.");
        }

        var (height, width) = (file.Shape[1], file.Shape[2]);
        return Enumerable.Range(0, file.Shape[0]).Select(row => ($"{row}", (Func<Tensor>)(() =>
        {
            var image = new ImageSample();
            var target = image.Begin(1, height, width, isPixels: true);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = file.Data[(row * target.Length) + i];
            }

            return Through(transforms, image);
        })));
    }

    private static Tensor Through(Compose transforms, ImageSample image)
    {
        transforms.Apply(image, new TorchGenerator(0));
        return Tensor.From(image.Shape, image.Values);
    }
}
