using Interop.Native.Data;

namespace Interop.OnnxBridge;

/// <summary>
/// What was done to the data before it reached the network, <c>(x − μ)/σ</c>, to be done by the file itself, so that whoever runs it gives in raw
/// values.
/// </summary>
public sealed class OnnxInputNormalization
{
    /// <summary>Makes a normalization.</summary>
    /// <param name="mean">μ: one number, or one for each entry of the axis.</param>
    /// <param name="deviation">σ: as many numbers, none of them 0. To scale by 1/255, give μ = 0 and σ = 255.</param>
    /// <param name="axis">The axis of the batch that the numbers belong to: 1 (the default) the channels or features, −1 the last.</param>
    public OnnxInputNormalization(IReadOnlyList<float> mean, IReadOnlyList<float> deviation, int axis = 1)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        (Mean, Deviation, Axis) = (mean, deviation, axis);
    }

    /// <summary>Makes the normalization of a standardizer, for samples of one axis.</summary>
    /// <param name="standardizer">What the training samples went through.</param>
    public OnnxInputNormalization(Standardizer standardizer)
    {
        ArgumentNullException.ThrowIfNull(standardizer);
        (Mean, Deviation, Axis) = (standardizer.Mean, standardizer.Deviation, 1);
    }

    /// <summary>μ.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>σ.</summary>
    public IReadOnlyList<float> Deviation { get; }

    /// <summary>The axis of the batch that the numbers belong to.</summary>
    public int Axis { get; }
}
