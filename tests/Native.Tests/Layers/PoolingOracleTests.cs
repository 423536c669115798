using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Pooling against torch.nn.functional's max_pool, avg_pool and adaptive pooling to one element, and their gradients.</summary>
public sealed class PoolingOracleTests
{
    [Fact]
    public void Recorded_results_of_PyTorch_are_met() => OracleFile.Recorded("Layers/references/pooling.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_of_PyTorch_are_met() => PythonOracle.Live("pooling.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var run = LayerRun.Of(Layer(recorded), recorded.Tensor("x"), recorded.Tensor("dy"));
        Assert.Equal(recorded.Shape("y"), run.Output.Shape);
        Tolerance.Float32.AssertClose(recorded.Doubles("y"), run.Output.Span, "output");
        Tolerance.Float32.AssertClose(recorded.Doubles("dx"), run.InputGradient.Span, "input gradient");
    }

    private static Layer Layer(OracleCase recorded)
    {
        var axes = recorded.Int("axes");
        switch (recorded.String("kind"))
        {
            case "global max":
                return axes == 1 ? new GlobalMaxPooling1D() : axes == 2 ? new GlobalMaxPooling2D() : new GlobalMaxPooling3D();
            case "global average":
                return axes == 1 ? new GlobalAveragePooling1D() : axes == 2 ? new GlobalAveragePooling2D() : new GlobalAveragePooling3D();
        }

        var window = new Shape(recorded.Ints("window"));
        Shape? stride = recorded.Has("stride") ? new Shape(recorded.Ints("stride")) : null;
        var padding = Padding.Of(recorded.Ints("padding"));
        var ceilMode = recorded.Bool("ceilMode");
        if (recorded.String("kind") == "max")
        {
            var dilation = new Shape(recorded.Ints("dilation"));
            return axes == 1 ? new MaxPool1D(window, stride, padding, dilation, ceilMode)
                : axes == 2 ? new MaxPool2D(window, stride, padding, dilation, ceilMode)
                : new MaxPool3D(window, stride, padding, dilation, ceilMode);
        }

        var include = recorded.Bool("countIncludePad");
        int? divisor = recorded.Has("divisor") ? recorded.Int("divisor") : null;
        return axes == 1 ? new AvgPool1D(window, stride, padding, ceilMode, include, divisor)
            : axes == 2 ? new AvgPool2D(window, stride, padding, ceilMode, include, divisor)
            : new AvgPool3D(window, stride, padding, ceilMode, include, divisor);
    }
}
