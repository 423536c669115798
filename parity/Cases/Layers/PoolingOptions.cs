using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>torch.nn.MaxPool1d, AvgPool1d and so on.</summary>
/// <param name="Form">What it makes of the elements under the window.</param>
/// <param name="Window">The extents of the window, one for each axis of space; only their number counts for global pooling.</param>
internal sealed record PoolingOptions(PoolingForm Form, Shape Window) : LayerOptions
{
    /// <summary>The number of axes of space.</summary>
    public int Axes => Window.Rank;

    /// <summary>The stride along each axis.</summary>
    public Shape Stride { get; init; } = Window;

    /// <summary>The padding before and behind each axis.</summary>
    public Shape Padding { get; init; } = new([.. Window.Select(_ => 0)]);

    /// <summary>The dilation of max pooling along each axis.</summary>
    public Shape Dilation { get; init; } = new([.. Window.Select(_ => 1)]);

    /// <summary>Whether a last, incomplete window counts.</summary>
    public bool CeilMode { get; init; }

    /// <summary>Whether average pooling counts the padding.</summary>
    public bool CountIncludePad { get; init; } = true;

    /// <summary>What average pooling divides by; null to count.</summary>
    public int? Divisor { get; init; }

    /// <summary>Whether the window is the whole image.</summary>
    public bool IsGlobal => Form is PoolingForm.GlobalMax or PoolingForm.GlobalAverage;

    /// <inheritdoc/>
    public override string Kind => Form switch
    {
        PoolingForm.Max => $"max-pool{Axes}d",
        PoolingForm.Average => $"avg-pool{Axes}d",
        PoolingForm.GlobalMax => $"global-max-pool{Axes}d",
        _ => $"global-avg-pool{Axes}d",
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters => IsGlobal
        ? [("layer", Kind)]
        :
        [
            ("layer", Kind),
            ("window", Text(Window)),
            ("stride", Text(Stride)),
            ("padding", Text(Padding)),
            ("ceil mode", Text(CeilMode)),
            .. Form == PoolingForm.Max
                ? new[] { ("dilation", Text(Dilation)) }
                : [("count include pad", Text(CountIncludePad)), ("divisor", Divisor is { } divisor ? Text(divisor) : "count")],
        ];
}
