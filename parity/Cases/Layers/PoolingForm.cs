namespace Interop.Parity.Cases.Layers;

/// <summary>What a pooling layer makes of the elements under its window.</summary>
internal enum PoolingForm
{
    /// <summary>The largest.</summary>
    Max,

    /// <summary>Their mean.</summary>
    Average,

    /// <summary>The largest of the whole image: torch.nn.AdaptiveMaxPool with one output.</summary>
    GlobalMax,

    /// <summary>The mean of the whole image: torch.nn.AdaptiveAvgPool with one output.</summary>
    GlobalAverage,
}
