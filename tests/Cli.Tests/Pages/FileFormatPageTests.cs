using System.Text.Json;
using Interop.Cli.Inputs;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Files;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>Every field that the tool writes into a model file, or beside it, is described in <c>docs/file-format.md</c>.</summary>
public class FileFormatPageTests
{
    [Fact]
    public void Every_field_of_the_inputs_description_is_described()
    {
        using var folder = new EmptyFolder("diabetes.csv", "iris.csv");
        SampleFiles.Photos("photos");
        folder.Write("wine.csv", SampleFiles.Wine());
        folder.Write("plain.csv", string.Concat(Enumerable.Range(0, 40).Select(row => $"{row},{row % 2}\n")));
        CommandRun.Successful("train", "wine.csv", "--ignore", "id", "--missing", "mean", "--skip-bad-rows", "--epochs", "1", "-o", "wine", "--no-report");
        CommandRun.Successful("train", "plain.csv", "--epochs", "1", "-o", "plain", "--no-report");
        CommandRun.Successful("train", "photos", "--hidden", "4", "--epochs", "1", "-o", "photo", "--no-report");
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "file-format.md"));
        foreach (var model in new[] { "wine", "plain", "photo" })
        {
            var file = SafetensorsContents.Read($"{model}/model.safetensors");
            Assert.Contains($"`{InputDescription.MetadataKey}`", page);
            using var json = JsonDocument.Parse(file.Metadata[InputDescription.MetadataKey]);
            Assert.All(Names(json.RootElement), name => Assert.Contains($"`{name}`", page));
        }
    }

    [Fact]
    public void Every_field_of_a_trainings_command_is_described()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "run", "--no-report");
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "file-format.md"));
        using var json = JsonDocument.Parse(File.ReadAllText("run/run.json"));
        var paragraph = page.Split("\n\n").Single(text => text.StartsWith("`run.json`", StringComparison.Ordinal));
        Assert.All(Names(json.RootElement), name => Assert.Contains($"`{name}`", paragraph));
    }

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
