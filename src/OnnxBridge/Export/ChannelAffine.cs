using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export;

/// <summary>
/// What a batch normalization does to each channel at inference: <c>y = scale·x + shift</c> with scale = γ/σ and
/// shift = β − μ·scale. Kept in float64, so that folding it into weights rounds once.
/// </summary>
/// <param name="Layer">The batch normalization.</param>
/// <param name="Scale">The factor of each channel.</param>
/// <param name="Shift">What is added to each channel.</param>
internal sealed record ChannelAffine(Layer Layer, double[] Scale, double[] Shift)
{
    /// <summary>The transformation of a batch normalization.</summary>
    public static ChannelAffine Of(BatchNormalization layer)
    {
        var mean = layer.RunningMean ?? throw new OnnxExportException(
            $"Layer '{layer.Name}' keeps no running statistics, so that what it does depends on the batch; make it with trackRunningStatistics.");
        var scale = new double[mean.Count];
        var shift = new double[mean.Count];
        layer.InferenceTransform(scale, shift);
        return new ChannelAffine(layer, scale, shift);
    }

    /// <summary>A weight whose first axis is the channel, scaled.</summary>
    public Tensor FoldWeight(Tensor weight)
    {
        var folded = new Tensor(weight.Shape);
        var perChannel = weight.Count / Scale.Length;
        for (var i = 0; i < folded.Count; i++)
        {
            folded.Span[i] = (float)(weight.Span[i] * Scale[i / perChannel]);
        }

        return folded;
    }

    /// <summary>A bias, or none, scaled and shifted.</summary>
    public Tensor FoldBias(Tensor? bias)
    {
        var folded = new Tensor(Scale.Length);
        for (var i = 0; i < folded.Count; i++)
        {
            folded.Span[i] = (float)(((bias?.Span[i] ?? 0) * Scale[i]) + Shift[i]);
        }

        return folded;
    }
}
