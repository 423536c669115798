using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Layers;

/// <summary>torch.nn.Conv1d, 2d and 3d; depthwise and separable convolutions made of them.</summary>
/// <param name="Form">Which channels it mixes.</param>
/// <param name="Filters">out; not used by a depthwise convolution.</param>
/// <param name="Kernel">The extents of the kernel, one for each axis of space.</param>
internal sealed record ConvolutionOptions(ConvolutionForm Form, int Filters, Shape Kernel) : LayerOptions
{
    /// <summary>The number of axes of space.</summary>
    public int Axes => Kernel.Rank;

    /// <summary>The stride along each axis.</summary>
    public Shape Stride { get; init; } = Each(Kernel.Rank, 1);

    /// <summary>The zeros before each axis.</summary>
    public Shape Before { get; init; } = Each(Kernel.Rank, 0);

    /// <summary>The zeros behind each axis; as many as before it where none are given.</summary>
    public Shape? After { get; init; }

    /// <summary>Whether PyTorch's padding='same' says how many zeros there are.</summary>
    public bool Same { get; init; }

    /// <summary>The dilation along each axis.</summary>
    public Shape Dilation { get; init; } = Each(Kernel.Rank, 1);

    /// <summary>The groups of a full convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The depthwise outputs of each input channel.</summary>
    public int Multiplier { get; init; } = 1;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The name of the function behind it; null for none.</summary>
    public string? Activation { get; init; }

    /// <inheritdoc/>
    public override string Kind => Form switch
    {
        ConvolutionForm.Full => $"conv{Axes}d",
        ConvolutionForm.Depthwise => $"depthwise-conv{Axes}d",
        _ => $"separable-conv{Axes}d",
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Parameters =>
    [
        ("layer", Kind),
        ("filters", Text(Filters)),
        ("kernel", Text(Kernel)),
        ("stride", Text(Stride)),
        ("padding", Same ? "same" : After is { } after ? $"{Text(Before)} before, {Text(after)} behind" : Text(Before)),
        ("dilation", Text(Dilation)),
        ("groups", Form == ConvolutionForm.Full ? Text(Groups) : "channels"),
        ("depth multiplier", Form == ConvolutionForm.Full ? "-" : Text(Multiplier)),
        ("bias", Text(UseBias)),
        ("activation", Activation ?? "none"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Shape Shape)> Weights(IReadOnlyList<Shape> samples)
    {
        var channels = samples[0][0];
        var between = channels * Multiplier;
        (string Name, Shape Shape)[] weights = Form switch
        {
            ConvolutionForm.Full => [("weight", [Filters, channels / Groups, .. Kernel])],
            ConvolutionForm.Depthwise => [("weight", [between, 1, .. Kernel])],
            _ => [("depthwise.weight", [between, 1, .. Kernel]), ("pointwise.weight", [Filters, between, .. Each(Axes, 1)])],
        };
        return UseBias
            ? [.. weights, Form == ConvolutionForm.Separable ? ("pointwise.bias", [Filters]) : ("bias", [weights[0].Shape[0]])]
            : weights;
    }

    private static Shape Each(int axes, int extent) => new([.. Enumerable.Repeat(extent, axes)]);
}
