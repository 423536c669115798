using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// A layer and the batch normalization behind it as one layer at inference: with <c>y = scale·x + shift</c> the normalization,
/// <c>W' = scale·W</c> and <c>b' = scale·b + shift</c>. The derived values follow the parameters; any number of threads may use them at once.
/// </summary>
internal sealed class FoldedLayer
{
    private readonly Lock _lock = new();
    private readonly WeightedSum _source;
    private readonly BatchNormalization _normalization;
    private readonly Parameter[] _parameters;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private long _version = -1;

    public FoldedLayer(WeightedSum source, BatchNormalization normalization)
    {
        _source = source;
        _normalization = normalization;
        _parameters = [source.Weight, .. source.Bias is { } bias ? [bias] : Array.Empty<Parameter>(), .. normalization.Parameters];
        _weight = source.Weight.Twin();
        _bias = new Parameter("bias", source.Weight.Shape[0], trainable: false, StorageOrder.Same);
        Layer = source.WithParameters(_weight, _bias);
    }

    /// <summary>The one layer; <see cref="Refresh"/> before it runs.</summary>
    public Layer Layer { get; }

    /// <summary>Derives weight and bias anew where a parameter changed since the last time.</summary>
    public void Refresh()
    {
        var version = 0L;
        foreach (var parameter in _parameters)
        {
            version += parameter.Version;
        }

        if (Volatile.Read(ref _version) == version)
        {
            return;
        }

        lock (_lock)
        {
            if (_version != version)
            {
                Derive();
                Volatile.Write(ref _version, version);
            }
        }
    }

    private void Derive()
    {
        var outputs = _bias.Count;
        var scale = new double[outputs];
        var shift = new double[outputs];
        _normalization.InferenceTransform(scale, shift);
        var weight = _source.Weight.Read();
        var values = weight.Span;
        var perOutput = values.Length / outputs;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * scale[i / perOutput]);
        }

        _weight.Write(weight);
        for (var i = 0; i < outputs; i++)
        {
            _bias.Storage[i] = (float)(((_source.Bias is null ? 0 : _source.Bias.Storage[i]) * scale[i]) + shift[i]);
        }
    }
}
