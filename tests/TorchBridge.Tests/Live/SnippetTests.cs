#if HAS_TORCHSHARP
using Interop.Cli.Tests.Infrastructure;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>The C# of the pages that converts modules of TorchSharp compiles.</summary>
public class SnippetTests
{
    [Fact]
    public void Code_of_the_pages_compiles()
    {
#if HAS_TORCHSHARP
        const string Given =
            "TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> module, TorchSharp.torch.Tensor example, " +
            "TorchSharp.torch.Tensor exampleInput, Interop.Native.Networks.Network network";
        const string Types =
            """
            internal sealed class Separable() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("separable")
            {
                public long Outputs => 8;
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
            }
            """;
        string[] places = [.. Snippet.All(Snippet.NeedsTorchSharp)];
        Assert.True(places.Length >= 3);
        Assert.All(places, place => Assert.Empty(Snippet.Errors(place, Given, Types)));
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
}
