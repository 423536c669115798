using System.Collections.Concurrent;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Transforms;

/// <summary>Takes images through a transform into batches, each with random numbers of its own: by the seed, the epoch and the row.</summary>
/// <param name="transform">The transform.</param>
/// <param name="seed">What the random numbers are drawn from.</param>
internal sealed class ImagePipeline(Transform transform, ulong seed)
{
    private readonly bool _isRandom = transform.IsRandom;
    private readonly ConcurrentQueue<(ImageSample Image, TorchGenerator Generator)> _free = [];

    /// <summary>The shape that comes out.</summary>
    /// <param name="input">The shape that goes in.</param>
    public Shape OutputShape(Shape input) => transform.OutputShape(input);

    /// <summary>Transforms one image.</summary>
    /// <param name="row">Which sample it is.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="read">Writes the image as it is.</param>
    /// <param name="target">Where the transformed image goes.</param>
    /// <param name="expected">The shape it must have then.</param>
    /// <exception cref="NetworkException">It has another shape.</exception>
    public void Run(long row, int epoch, Action<long, ImageSample> read, Span<float> target, Shape expected)
    {
        if (!_free.TryDequeue(out var tools))
        {
            tools = (new ImageSample(), new TorchGenerator(0));
        }

        if (_isRandom)
        {
            tools.Generator.Reseed(SampleSeed.Of(seed, epoch, row));
        }

        read(row, tools.Image);
        transform.Apply(tools.Image, tools.Generator);
        if (tools.Image.Shape != expected)
        {
            throw new NetworkException(
                $"Image {row} came out of its transforms with shape {tools.Image.Shape}, the first one with {expected}; Resize images that differ in size.");
        }

        tools.Image.Values.CopyTo(target);
        _free.Enqueue(tools);
    }
}
