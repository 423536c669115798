using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>The C# of the pages compiles, but for what needs ML.NET or modules of TorchSharp: that is compiled where these are served.</summary>
public class SnippetTests
{
    private const string Given =
        "Interop.Native.Networks.Network network, Interop.Native.Networks.Sequential model, float[,] rows, int[] classes, " +
        "Interop.Native.Networks.Sequential chain, Interop.Native.Networks.Model graph, Interop.Native.Tensors.Tensor ySize, float[] labels, " +
        "Interop.Native.Tensors.Tensor xVal, Interop.Native.Tensors.Tensor yVal, Interop.Native.Tensors.Tensor xTest, " +
        "Interop.Native.Tensors.Tensor x, Interop.Native.Tensors.Tensor y, string path, Interop.Native.Tensors.Tensor pixels, " +
        "Interop.Native.Tensors.Tensor batch, Interop.Native.Tensors.Tensor rawMeasures, Interop.Native.Data.Standardizer standardizer, " +
        "Interop.Native.Data.Transforms.Compose testTransforms, Interop.TorchBridge.TorchState state";

    private const string Types =
        """
        internal sealed class Scale(float factor) : Interop.Native.Layers.Layer
        {
            public float Factor => factor;
            public override Interop.Native.Tensors.Shape OutputShape(IReadOnlyList<Interop.Native.Tensors.Shape> inputs) => inputs[0];
            public override void Forward(Interop.Native.Layers.LayerContext context) { }
            public override void Backward(Interop.Native.Layers.LayerContext context) { }
        }
        """;

    public static TheoryData<string> Places => [.. Snippet.All(text => !Snippet.NeedsMLNet(text) && !Snippet.NeedsTorchSharp(text))];

    [Theory]
    [MemberData(nameof(Places))]
    public void Code_of_a_page_compiles(string place) => Assert.Empty(Snippet.Errors(place, Given, Types));

    [Fact]
    public void Code_that_does_not_compile_is_noticed()
    {
        var place = Places.First().Data;
        Assert.Empty(Snippet.Errors(place, Given, Types));
        Assert.NotEmpty(Snippet.Errors(place, Given.Replace("float[,] rows", "string rows"), Types));
    }
}
