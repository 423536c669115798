using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Convolutions against torch.nn.functional.conv1d, conv2d and conv3d and their gradients.</summary>
public sealed class ConvolutionOracleTests
{
    [Fact]
    public void Recorded_results_of_PyTorch_are_met() =>
        OracleFile.Recorded("Layers/references/convolutions.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_of_PyTorch_are_met() => PythonOracle.Live("convolutions.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        if (recorded.Name.StartsWith("separable", StringComparison.Ordinal))
        {
            CheckSeparable(recorded);
            return;
        }

        var parameters = new Dictionary<string, Tensor> { ["weight"] = recorded.Tensor("weight") };
        if (recorded.HasTensor("bias"))
        {
            parameters.Add("bias", recorded.Tensor("bias"));
        }

        var run = LayerRun.Of(Layer(recorded), recorded.Tensor("x"), recorded.Tensor("dy"), parameters);
        Assert.Equal(recorded.Shape("y"), run.Output.Shape);
        Tolerance.Accumulation.AssertClose(recorded.Doubles("y"), run.Output.Span, "output");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dx"), run.InputGradient.Span, "input gradient");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dweight"), run.Gradient("weight").Span, "weight gradient");
        if (recorded.HasTensor("bias"))
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles("dbias"), run.Gradient("bias").Span, "bias gradient");
        }
    }

    private static void CheckSeparable(OracleCase recorded)
    {
        var filters = recorded.Shape("pointwise")[0];
        var (kernel, stride, dilation) = (new Shape(recorded.Ints("kernel")), new Shape(recorded.Ints("stride")), new Shape(recorded.Ints("dilation")));
        var padding = Padding.Of(recorded.Ints("padding"));
        var multiplier = recorded.Int("multiplier");
        Layer layer = recorded.Int("axes") == 1
            ? new SeparableConv1D(filters, kernel, stride, padding, dilation, multiplier)
            : new SeparableConv2D(filters, kernel, stride, padding, dilation, multiplier);
        var run = LayerRun.Of(layer, recorded.Tensor("x"), recorded.Tensor("dy"), new Dictionary<string, Tensor>
        {
            ["depthwise.weight"] = recorded.Tensor("depthwise"),
            ["pointwise.weight"] = recorded.Tensor("pointwise"),
            ["pointwise.bias"] = recorded.Tensor("bias"),
        });
        Tolerance.Accumulation.AssertClose(recorded.Doubles("y"), run.Output.Span, "output");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dx"), run.InputGradient.Span, "input gradient");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("ddepthwise"), run.Gradient("depthwise.weight").Span, "depthwise gradient");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dpointwise"), run.Gradient("pointwise.weight").Span, "pointwise gradient");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dbias"), run.Gradient("pointwise.bias").Span, "bias gradient");
    }

    // A convolution of as many groups as channels is also a depthwise one, which must give the same.
    private static Layer Layer(OracleCase recorded)
    {
        var filters = recorded.Shape("weight")[0];
        var (kernel, stride, dilation) = (new Shape(recorded.Ints("kernel")), new Shape(recorded.Ints("stride")), new Shape(recorded.Ints("dilation")));
        var groups = recorded.Int("groups");
        var useBias = recorded.HasTensor("bias");
        Padding padding = recorded.String("padding") is "same" or "valid"
            ? recorded.String("padding")
            : Padding.Of(new Shape(recorded.Ints("before")), new Shape(recorded.Ints("after")));
        var channels = recorded.Shape("x")[1];
        if (groups == channels && recorded.Int("axes") == 2)
        {
            return new DepthwiseConv2D(kernel, stride, padding, filters / channels, dilation, useBias: useBias);
        }

        return recorded.Int("axes") switch
        {
            1 => new Conv1D(filters, kernel, stride, padding, dilation, groups, useBias: useBias),
            2 => new Conv2D(filters, kernel, stride, padding, dilation, groups, useBias: useBias),
            _ => new Conv3D(filters, kernel, stride, padding, dilation, groups, useBias: useBias),
        };
    }
}
