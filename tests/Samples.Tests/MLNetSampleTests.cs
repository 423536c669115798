using Interop.Native.Tests.Infrastructure;

namespace Interop.Samples.Tests;

/// <summary>The ML.NET sample as a program: it runs where ML.NET is served, and says what it needs where it is not.</summary>
public class MLNetSampleTests
{
    [Fact]
    public void It_trains_saves_and_converts_with_MLNet()
    {
        Assert.SkipUnless(Backends.MLNet.IsLive, Backends.MLNet.Summary);

        var (code, output) = Run();

        Assert.True(code == 0, output);
        Assert.Matches(@"Accuracy 9\d\.\d\d %, log loss 0\.\d{4} on digits not trained on\.", output);
        Assert.Contains("loaded again; the first digit is a 0.", output, StringComparison.Ordinal);
        Assert.Contains("The whole pipeline as ONNX: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("accuracy")]
    [InlineData("speed")]
    [InlineData("saving")]
    public void It_names_what_it_needs_without(params string[] arguments)
    {
        Assert.SkipWhen(Backends.MLNet.IsLive, $"{Backends.MLNet.Summary}: nothing is missing here.");

        var (code, output) = Run(arguments);

        Assert.Equal(1, code);
        Assert.StartsWith("This sample needs ML.NET, which this machine's package sources do not serve:", output, StringComparison.Ordinal);
        Assert.Contains(Backends.MLNet.Summary, output, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML, Microsoft.ML.FastTree and Microsoft.ML.OnnxConverter", output, StringComparison.Ordinal);
        Assert.Contains("dotnet nuget add source", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_refuses_an_unknown_argument()
    {
        Assert.SkipUnless(Backends.MLNet.IsLive, Backends.MLNet.Summary);

        var (code, output) = Run("everything");

        Assert.Equal(2, code);
        Assert.Contains("Unknown arguments 'everything'; there are none, 'accuracy', 'speed' and 'saving'.", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(params string[] arguments) =>
        ExternalProgram.Run("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Interop.Samples.MLNetPipeline.dll"), .. arguments]);
}
