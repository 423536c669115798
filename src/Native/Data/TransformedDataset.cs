using Interop.Native.Data.Batches;
using Interop.Native.Data.Transforms;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>
/// A data set whose first input goes through a transform: augmentation for images [C, H, W] that are in memory. What a sample becomes
/// follows from the seed, the epoch and its row, whatever the order of reading and the number of threads.
/// </summary>
public sealed class TransformedDataset : Dataset
{
    private readonly Dataset _data;
    private readonly ImagePipeline _pipeline;
    private readonly bool _isPixels;
    private readonly Shape _input;

    /// <summary>Puts a transform between a data set and those who read it.</summary>
    /// <param name="data">The data set; its first input is an image.</param>
    /// <param name="transform">What its images go through.</param>
    /// <param name="seed">What the random numbers are drawn from.</param>
    /// <param name="isPixels">Whether the images' numbers are 8-bit pixels, 0 to 255.</param>
    /// <exception cref="Layers.NetworkException">The images do not fit the transform.</exception>
    public TransformedDataset(Dataset data, Transform transform, ulong seed = 0, bool isPixels = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(transform);
        _data = data;
        _isPixels = isPixels;
        _input = data.InputShapes[0];
        _pipeline = new ImagePipeline(transform, seed);
        InputShapes = [_pipeline.OutputShape(_input), .. data.InputShapes.Skip(1)];
    }

    /// <inheritdoc/>
    public override int Count => _data.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => _data.TargetShapes;

    /// <inheritdoc/>
    public override bool HasSampleWeights => _data.HasSampleWeights;

    /// <inheritdoc/>
    public override int LookAhead => Math.Max(2, _data.LookAhead);

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var source = new BatchBuffer(_data, rows.Length) { Size = rows.Length, Epoch = batch.Epoch };
        _data.Read(rows, source);
        var output = InputShapes[0];
        for (var i = 0; i < rows.Length; i++)
        {
            var position = i;
            _pipeline.Run(
                rows[i],
                batch.Epoch,
                (_, image) => source.InputRow(0, position).CopyTo(image.Begin(_input[0], _input[1], _input[2], _isPixels)),
                batch.Input(0).Slice(i * output.Size, output.Size),
                output);
        }

        source.CopyTo(batch, firstInput: 1);
    }
}
