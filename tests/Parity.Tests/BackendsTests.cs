namespace Interop.Parity.Tests;

public class BackendsTests
{
    [Fact]
    public void Every_backend_says_what_it_is_and_whether_it_is_live()
    {
        Assert.Equal(
            ["TorchSharp-cpu", "Microsoft.ML", "Microsoft.ML.ImageAnalytics", "Microsoft.Extensions.ML", "Microsoft.ML.OnnxRuntime"],
            Interop.Parity.Backends.All.Select(b => b.Package));
        Assert.All(Interop.Parity.Backends.All, b => Assert.StartsWith($"{b.Package} {b.Version}: {(b.IsLive ? "live, from" : "left out, ")}", b.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void The_main_job_always_has_ONNX_Runtime()
    {
        Assert.True(Interop.Parity.Backends.OnnxRuntime.IsLive, Interop.Parity.Backends.OnnxRuntime.Summary);
    }
}
