using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Depthwise and separable convolutions give the same in ONNX Runtime; the export verifies itself there and fails where they do not.</summary>
public sealed class SeparableConvolutionTests
{
    public static TheoryData<int, int, int, bool> Options =>
        new MatrixTheoryData<int, int, int, bool>([1, 2], [1, 3], [1, 2], [false, true]);

    [Theory]
    [MemberData(nameof(Options))]
    public void Images_agree(int stride, int kernel, int multiplier, bool bias) => Verify(
        new Shape(3, 7, 9),
        new SeparableConv2D(5, new Shape(kernel, kernel), new Shape(stride, stride), Padding.Same, depthMultiplier: multiplier, activation: "relu", useBias: bias),
        new DepthwiseConv2D(new Shape(kernel, kernel), new Shape(stride, stride), Padding.Same, depthMultiplier: multiplier, useBias: bias));

    [Theory]
    [MemberData(nameof(Options))]
    public void Sequences_agree(int stride, int kernel, int multiplier, bool bias) => Verify(
        new Shape(4, 11),
        new SeparableConv1D(6, kernel, stride, depthMultiplier: multiplier, activation: "swish", useBias: bias),
        new DepthwiseConv1D(kernel, stride, depthMultiplier: multiplier, useBias: bias));

    private static void Verify(Shape sample, params ReadOnlySpan<Layer> layers)
    {
        var network = new Sequential(layers) { Generator = new TorchGenerator(5) };
        network.Build(sample);
        Assert.NotEmpty(OnnxExporter.Export(network, verify: true));
    }
}
