#if HAS_TORCHSHARP
using Interop.Native.Tensors;
using TorchSharp;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>Tensors share memory where the layout allows, and nothing is left over.</summary>
[Collection("TorchSharp")]
public class TensorExchangeTests
{
    [Fact]
    public void A_tensor_and_its_TorchSharp_view_share_memory()
    {
#if HAS_TORCHSHARP
        var tensor = Tensor.From([2, 3], [1, 2, 3, 4, 5, 6]);
        using var view = tensor.Rows(1, 1).AsTorch();
        Assert.Equal([1L, 3], view.shape);

        view.add_(10);
        tensor[1, 2] = 7;

        Assert.Equal([1f, 2, 3, 14, 15, 7], tensor.ToArray());
        Assert.Equal([14f, 15, 7], view.AsSpan().ToArray());
        view.AsSpan()[0] = -1;
        Assert.Equal(-1, tensor[1, 0]);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_view_keeps_the_memory_alive()
    {
#if HAS_TORCHSHARP
        using var view = View();
        for (var i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _ = new Tensor([1000]);
        }

        Assert.All(view.AsSpan().ToArray(), value => Assert.Equal(3f, value));

        static torch.Tensor View()
        {
            var tensor = new Tensor([1000]);
            tensor.Span.Fill(3);
            return tensor.AsTorch();
        }
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Copies_convert_types_and_layouts()
    {
#if HAS_TORCHSHARP
        using var scope = torch.NewDisposeScope();
        Assert.Equal([0f, 3, 1, 4, 2, 5], torch.arange(6).reshape(2, 3).t().ToNative().ToArray());
        Assert.Equal([1.5f, -2], torch.tensor(new[] { 1.5f, -2 }).to(torch.ScalarType.BFloat16).ToNative().ToArray());
        Assert.Equal([1f, 0], torch.tensor(new[] { true, false }).ToNative().ToArray());
        Assert.Equal(0, torch.tensor(2.5).ToNative().Shape.Rank);
        Assert.Equal([2L, 0], new Tensor([2, 0]).AsTorch().shape);
        Assert.Empty(Tensor.From([1], [2.5f]).Reshape([]).AsTorch().shape);
        var copy = Tensor.From(1f, 2f);
        copy.ToTorch().add_(1);
        Assert.Equal([1f, 2], copy.ToArray());
        Assert.Contains("not contiguous", Assert.Throws<ArgumentException>(() => torch.randn(2, 3).t().AsSpan().Length).Message, StringComparison.Ordinal);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => torch.arange(6).AsSpan().Length).Message, StringComparison.Ordinal);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void No_tensor_is_left_over()
    {
#if HAS_TORCHSHARP
        using var strided = torch.randn(4, 5).t();
        var before = torch.Tensor.TotalCount;

        for (var i = 0; i < 10; i++)
        {
            var copy = strided.ToNative();
            using var shared = copy.AsTorch();
            using var again = copy.ToTorch();
            Assert.Equal(copy.ToArray(), again.ToNative().ToArray());
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
}
