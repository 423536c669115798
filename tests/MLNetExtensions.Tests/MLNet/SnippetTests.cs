using Interop.Cli.Tests.Infrastructure;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>The C# of the pages that uses ML.NET compiles.</summary>
public class SnippetTests
{
    [Fact]
    public void Code_of_the_pages_compiles()
    {
        string[] places = [.. Snippet.All(Snippet.NeedsMLNet)];
        Assert.True(places.Length >= 3);
        Assert.All(places, place => Assert.Empty(Snippet.Errors(
            place, "Microsoft.ML.MLContext mlContext, Microsoft.ML.ITransformer model, Microsoft.ML.IDataView data")));
    }
}
