using System.Globalization;
using System.Runtime.InteropServices;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Packaging;

/// <summary>
/// What a new user does in an empty folder: installs the tool from its package, trains on flowers and on digits, looks at the report, exports, and runs the models in
/// Node with ONNX Runtime, without Python and without .NET.
/// </summary>
[Trait("Category", "Packaging")]
public class NewUserTests
{
    [Fact]
    public void The_installed_tool_trains_reports_exports_and_predicts_and_Node_gives_the_same_answers()
    {
        using var folder = new EmptyFolder("iris.csv", "digits.csv.gz");
        using var tool = new InstalledTool();
        Assert.Contains("Interop.Cli.0.1.0.nupkg", tool.Packages);
        Assert.Contains("Interop.Cli.any.0.1.0.nupkg", tool.Packages);
        TestContext.Current.TestOutputHelper!.WriteLine(tool.IsCompilerMissing
            ? "No package source serves the compiler's package: the tool is compiled as it runs."
            : $"Compiled ahead of time: {string.Join(", ", tool.Compiled)}.");
        string[] own = ["Interop.Charts.dll", "Interop.Data.dll", "Interop.Native.dll", "Interop.OnnxBridge.dll", "Interop.TorchBridge.dll", "interop.dll"];
        Assert.Equal(tool.IsCompilerMissing ? [] : own, tool.Compiled);
        Assert.Equal(tool.IsCompilerMissing ? 2 : 3, tool.Packages.Count);
        Assert.Contains("Trains, measures, runs and converts neural networks.", tool.Run("--help"));

        tool.Run("train", "iris.csv", "--epochs", "40", "--seed", "1");
        tool.Run("train", "digits.csv.gz", "--hidden", "64", "--epochs", "8", "--seed", "1", "--tensorboard", "logs");
        foreach (var (name, rows, least) in new[] { ("iris", 150, 0.9), ("digits", 1797, 0.93) })
        {
            Assert.StartsWith("<!doctype html>", File.ReadAllText($"runs/{name}/report.html"), StringComparison.OrdinalIgnoreCase);
            var table = name == "iris" ? "iris.csv" : "digits.csv.gz";
            Assert.Contains($"{rows} samples", tool.Run("evaluate", $"runs/{name}/model.safetensors", table));
            tool.Run("predict", $"runs/{name}/model.safetensors", table, "--with-inputs", "--probabilities", "-o", $"{name}.answers.csv");
            tool.Run("export", $"runs/{name}/model.safetensors", $"{name}.onnx");
            tool.Run("parity", $"runs/{name}/model.safetensors", $"{name}.onnx");
            var answers = Answers($"{name}.answers.csv", name == "iris" ? 4 : 64);
            Assert.Equal(rows, answers.Features.Count);
            Assert.InRange(answers.Right / (double)rows, least, 1);
        }

        foreach (var (name, features) in new[] { ("iris", 4), ("digits", 64) })
        {
            var (inputs, probabilities, _) = Answers($"{name}.answers.csv", features);
            var fromNode = RunInNode($"{name}.onnx", inputs);
            Assert.Equal(probabilities.Count * probabilities[0].Length, fromNode.Length);
            for (var i = 0; i < fromNode.Length; i++)
            {
                Assert.Equal(probabilities[i / probabilities[0].Length][i % probabilities[0].Length], fromNode[i], 2e-6);
            }
        }

        // The program of the page, on the model that the page's commands leave.
        File.WriteAllText("page.mjs", Page.Blocks("docs/cli.md").Single(block => block.Language == "js").Text);
        var printed = NodeRuntime.Run("page.mjs").Trim().Replace("Float32Array(3) [", "", StringComparison.Ordinal).TrimEnd(']');
        float[] shown = [.. printed.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        var first = Answers("iris.answers.csv", 4);
        Assert.Equal([5.1f, 3.5f, 1.4f, 0.2f], first.Features[0]);
        Assert.Equal(first.Probabilities[0], shown, (expected, actual) => Math.Abs(expected - actual) < 2e-6);
    }

    // The columns of the table with its label, then the answer and how likely each class is.
    private static (List<float[]> Features, List<float[]> Probabilities, int Right) Answers(string path, int features)
    {
        var (inputs, probabilities, right) = (new List<float[]>(), new List<float[]>(), 0);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            var label = fields[features];
            var answer = fields[features + 1];
            inputs.Add([.. fields[..features].Select(text => float.Parse(text, CultureInfo.InvariantCulture))]);
            probabilities.Add([.. fields[(features + 2)..].Select(text => float.Parse(text, CultureInfo.InvariantCulture))]);
            right += answer == label || answer == Species(label) ? 1 : 0;
        }

        return (inputs, probabilities, right);
    }

    private static string Species(string label) => label switch { "0" => "setosa", "1" => "versicolor", _ => "virginica" };

    private static float[] RunInNode(string model, List<float[]> rows)
    {
        using (var bundle = new BinaryWriter(File.Create("bundle")))
        {
            var bytes = File.ReadAllBytes(model);
            bundle.Write(bytes.Length);
            bundle.Write(bytes);
            bundle.Write(1);
            bundle.Write(2);
            bundle.Write(rows.Count);
            bundle.Write(rows[0].Length);
            rows.ForEach(row => bundle.Write(MemoryMarshal.AsBytes(row.AsSpan())));
        }

        NodeRuntime.Run(RepositoryFolder.Path("tests", "oracles", "onnx_web.mjs"), "bundle", "results");
        using var results = new BinaryReader(File.OpenRead("results"));
        Assert.Equal(1, results.ReadInt32());
        Assert.Equal(2, results.ReadInt32());
        var count = results.ReadInt32() * results.ReadInt32();
        return MemoryMarshal.Cast<byte, float>(results.ReadBytes(count * sizeof(float))).ToArray();
    }
}
