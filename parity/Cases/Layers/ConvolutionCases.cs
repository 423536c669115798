using static Interop.Parity.Cases.Layers.ConvolutionForm;

namespace Interop.Parity.Cases.Layers;

/// <summary>Convolutions over one, two and three axes: full, depthwise and separable, with each option by itself and some together.</summary>
internal static class ConvolutionCases
{
    /// <summary>All of them.</summary>
    public static LayerCase[] All() => [.. Sequences(), .. Images(), .. Volumes(), .. Depthwise(), .. Separable()];

    private static LayerCase[] Sequences() =>
    [
        new("k3", new ConvolutionOptions(Full, 4, [3]), 2, [[3, 11]]),
        new("k1", new ConvolutionOptions(Full, 5, [1]), 3, [[4, 7]]),
        new("stride2-pad2", new ConvolutionOptions(Full, 6, [5]) { Stride = [2], Before = [2] }, 2, [[3, 16]]),
        new("dilation3-groups2", new ConvolutionOptions(Full, 4, [3]) { Dilation = [3], Groups = 2 }, 2, [[4, 15]]),
        new("same", new ConvolutionOptions(Full, 4, [4]) { Same = true }, 2, [[3, 10]]),
        new("causal", new ConvolutionOptions(Full, 4, [3]) { Before = [4], After = [0], Dilation = [2] }, 2, [[3, 10]]),
        new("no-bias-relu", new ConvolutionOptions(Full, 17, [3]) { UseBias = false, Activation = "relu" }, 2, [[3, 20]]),
    ];

    private static LayerCase[] Images() =>
    [
        new("k3", new ConvolutionOptions(Full, 4, [3, 3]), 2, [[3, 8, 9]]),
        new("k1", new ConvolutionOptions(Full, 5, [1, 1]), 2, [[6, 4, 5]]),
        new("whole-image", new ConvolutionOptions(Full, 3, [5, 6]), 2, [[2, 5, 6]]),
        new("one-channel-pad1", new ConvolutionOptions(Full, 8, [3, 3]) { Before = [1, 1] }, 2, [[1, 10, 10]]),
        new("stride2-pad1", new ConvolutionOptions(Full, 6, [3, 3]) { Stride = [2, 2], Before = [1, 1] }, 2, [[3, 9, 11]]),
        new("stride3x1", new ConvolutionOptions(Full, 6, [3, 2]) { Stride = [3, 1] }, 2, [[3, 10, 7]]),
        new("kernel1x5-pad0x2", new ConvolutionOptions(Full, 4, [1, 5]) { Before = [0, 2] }, 2, [[3, 6, 8]]),
        new("dilation2x3", new ConvolutionOptions(Full, 4, [3, 3]) { Dilation = [2, 3], Before = [2, 3] }, 2, [[3, 8, 9]]),
        new("groups2", new ConvolutionOptions(Full, 6, [3, 3]) { Groups = 2 }, 2, [[4, 7, 7]]),
        new("groups3-stride2-pad1", new ConvolutionOptions(Full, 6, [3, 3]) { Groups = 3, Stride = [2, 2], Before = [1, 1] }, 2, [[3, 7, 8]]),
        new("same-k3", new ConvolutionOptions(Full, 4, [3, 3]) { Same = true }, 2, [[3, 6, 7]]),
        new("same-k4x2-dilation1x2", new ConvolutionOptions(Full, 4, [4, 2]) { Same = true, Dilation = [1, 2] }, 2, [[3, 6, 7]]),
        new("uneven-padding", new ConvolutionOptions(Full, 4, [3, 3]) { Before = [0, 2], After = [1, 1] }, 2, [[3, 6, 7]]),
        new("wide-padding", new ConvolutionOptions(Full, 3, [2, 2]) { Before = [3, 4] }, 1, [[2, 3, 3]]),
        new("no-bias", new ConvolutionOptions(Full, 5, [3, 3]) { UseBias = false }, 2, [[3, 7, 6]]),
        new("relu", new ConvolutionOptions(Full, 5, [3, 3]) { Activation = "relu" }, 3, [[3, 7, 6]]),
        new("tanh", new ConvolutionOptions(Full, 5, [3, 3]) { Activation = "tanh" }, 1, [[3, 7, 6]]),
        new("many-channels", new ConvolutionOptions(Full, 40, [3, 3]) { Before = [1, 1] }, 1, [[24, 6, 6]]),
    ];

    private static LayerCase[] Volumes() =>
    [
        new("k3", new ConvolutionOptions(Full, 3, [3, 3, 3]), 1, [[2, 5, 6, 5]]),
        new("k2x3x1-stride-pad", new ConvolutionOptions(Full, 4, [2, 3, 1]) { Stride = [2, 1, 2], Before = [1, 1, 0] }, 2, [[2, 4, 5, 6]]),
        new("dilation-groups2", new ConvolutionOptions(Full, 4, [2, 2, 2]) { Dilation = [1, 2, 2], Groups = 2 }, 1, [[4, 3, 5, 4]]),
        new("same", new ConvolutionOptions(Full, 2, [3, 2, 3]) { Same = true }, 1, [[2, 4, 4, 3]]),
    ];

    private static LayerCase[] Depthwise() =>
    [
        new("k3", new ConvolutionOptions(ConvolutionForm.Depthwise, 0, [3]), 2, [[5, 11]]),
        new("multiplier2-stride2", new ConvolutionOptions(ConvolutionForm.Depthwise, 0, [3]) { Multiplier = 2, Stride = [2], Before = [1] }, 2, [[3, 11]]),
        new("k3", new ConvolutionOptions(ConvolutionForm.Depthwise, 0, [3, 3]), 2, [[4, 7, 6]]),
        new("multiplier3-pad1", new ConvolutionOptions(ConvolutionForm.Depthwise, 0, [3, 3]) { Multiplier = 3, Before = [1, 1] }, 2, [[3, 6, 6]]),
        new("stride2-dilation2-no-bias", new ConvolutionOptions(ConvolutionForm.Depthwise, 0, [3, 2]) { Stride = [2, 2], Dilation = [2, 2], UseBias = false }, 2, [[3, 9, 9]]),
    ];

    private static LayerCase[] Separable() =>
    [
        new("k3", new ConvolutionOptions(ConvolutionForm.Separable, 5, [3]), 2, [[4, 11]]),
        new("multiplier2-relu", new ConvolutionOptions(ConvolutionForm.Separable, 5, [3]) { Multiplier = 2, Activation = "relu" }, 2, [[3, 9]]),
        new("k3", new ConvolutionOptions(ConvolutionForm.Separable, 6, [3, 3]), 2, [[4, 7, 6]]),
        new("multiplier2-stride2-pad1", new ConvolutionOptions(ConvolutionForm.Separable, 5, [3, 3]) { Multiplier = 2, Stride = [2, 2], Before = [1, 1] }, 2, [[3, 8, 7]]),
        new("dilation2-no-bias", new ConvolutionOptions(ConvolutionForm.Separable, 4, [2, 3]) { Dilation = [2, 2], UseBias = false }, 2, [[3, 7, 8]]),
    ];
}
