#if HAS_TORCHSHARP
using TorchSharp;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>Where TorchSharp is served it runs, native library and all; where it is not, the reason is told.</summary>
[Collection("TorchSharp")]
public class TorchSharpTests
{
    [Fact]
    public void A_linear_layer_computes_and_differentiates()
    {
#if HAS_TORCHSHARP
        Assert.True(Backends.TorchSharp.IsLive, Backends.TorchSharp.Summary);
        using torch.Tensor weight = torch.tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3, requires_grad: true);
        using torch.Tensor x = torch.tensor(new float[] { 1, 0, -1 }, 1, 3);

        using torch.Tensor y = torch.nn.functional.linear(x, weight);
        y.sum().backward();

        Assert.Equal([-2f, -2f], y.data<float>().ToArray());
        Assert.Equal([1f, 0f, -1f, 1f, 0f, -1f], weight.grad!.data<float>().ToArray());
#else
        Assert.False(Backends.TorchSharp.IsLive);
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
}
