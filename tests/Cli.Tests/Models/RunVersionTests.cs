using System.Globalization;
using Interop.Cli.Tests.Infrastructure;
using Interop.Cli.Training;
using Interop.Native.Files;

namespace Interop.Cli.Tests.Models;

/// <summary>Folders of trainings that the first version left, kept beside the tests: they are used and gone on with as when they were written.</summary>
public class RunVersionTests
{
    private const string Training = "train iris.csv --hidden 4 --epochs 4 --seed 1 --no-report --checkpoint-every 3 --keep 1";

    /// <summary>The versions of what stands in such a folder.</summary>
    public static TheoryData<int> Versions => [1];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_model_of_any_version_answers_what_it_did(int version)
    {
        using var folder = new EmptyFolder("iris.csv");
        Fetch(version);
        CommandRun.Successful("predict", "run/model.safetensors", "iris.csv", "--probabilities", "-o", "now.csv");
        var (before, now) = (File.ReadAllLines("run/answers.csv"), File.ReadAllLines("now.csv"));
        Assert.Equal(before[0], now[0]);
        Assert.Equal(151, before.Length);
        foreach (var (one, other) in before.Skip(1).Zip(now.Skip(1)))
        {
            Assert.Equal(one.Split(',')[0], other.Split(',')[0]);
            Assert.Equal(Numbers(one), Numbers(other), (expected, actual) => Math.Abs(expected - actual) < 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_training_of_any_version_goes_on_to_where_one_that_was_not_interrupted_comes(int version)
    {
        using var folder = new EmptyFolder("iris.csv");
        Fetch(version);
        var run = CommandRun.Successful("train", "--resume", "run", "--epochs", "4");
        Assert.Contains("Going on from", run.Output);
        Assert.Contains("epoch 4/4", run.Output);
        Assert.DoesNotContain("epoch 1/4", run.Output);
        CommandRun.Successful([.. Training.Split(' '), "-o", "anew"]);
        var (resumed, anew) = (SafetensorsFile.Read("run/model.safetensors"), SafetensorsFile.Read("anew/model.safetensors"));
        Assert.Equal(anew.Names, resumed.Names);
        foreach (var name in anew.Names)
        {
            // What it had learnt was computed on another machine, perhaps with registers of another width.
            Assert.Equal(anew.Tensors[name].ToTensor().ToArray(), resumed.Tensors[name].ToTensor().ToArray(), (expected, actual) => Math.Abs(expected - actual) < 1e-5f);
        }
    }

    [Theory]
    [InlineData("interop.version", "1", "2", "model.safetensors: a newer version wrote the file, in format 2; this one reads formats up to 1. Update")]
    [InlineData("input", "\"table\":{\"version\":1", "\"table\":{\"version\":2", "model.safetensors: a newer version described the columns, in version 2; this one reads versions up to 1. Update")]
    public void A_model_of_a_newer_version_is_refused_with_what_to_do(string key, string before, string after, string message)
    {
        using var folder = new EmptyFolder("iris.csv");
        Fetch(1);
        Change("run/model.safetensors", key, before, after);
        foreach (var command in new[] { "predict run/model.safetensors iris.csv", "evaluate run/model.safetensors iris.csv", "export run/model.safetensors m.onnx" })
        {
            Refused(command, message);
        }
    }

    [Fact]
    public void A_checkpoint_of_a_newer_version_is_refused_with_what_to_do()
    {
        using var folder = new EmptyFolder("iris.csv");
        Fetch(1);
        var checkpoint = Directory.GetFiles("run/checkpoints").Single();
        Change(checkpoint, "interop.checkpoint", "\"version\":1", "\"version\":2");
        var run = CommandRun.Of("train", "--resume", "run", "--epochs", "4");
        Assert.Contains("the checkpoint has version 2; this program reads versions up to 1. Update", run.Output + run.Error);
    }

    [Fact]
    public void A_training_tells_its_version_and_the_first_ones_told_none()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful([.. Training.Split(' '), "-o", "now"]);
        Assert.Contains($"\"version\": {RunCommand.CurrentVersion.ToString(CultureInfo.InvariantCulture)}", File.ReadAllText("now/run.json"));
        Fetch(1);
        Assert.DoesNotContain("version", File.ReadAllText("run/run.json"));
        Assert.Contains(RunCommand.CurrentVersion, Versions.Select(version => version.Data));
    }

    [Theory]
    [InlineData("2", "run.json: a newer version began the training, in format 2; this one reads formats up to 1.", "Update interop")]
    [InlineData("0", "run.json' is damaged: 'version' is a whole number of 1 or more, got 0.", "Begin the training anew.")]
    [InlineData("\"one\"", "run.json' is damaged: 'version' is a whole number, got \"one\".", "Begin the training anew.")]
    public void A_training_that_a_newer_version_began_is_refused_with_what_to_do(string version, string message, string hint)
    {
        using var folder = new EmptyFolder("iris.csv");
        Fetch(1);
        File.WriteAllText("run/run.json", File.ReadAllText("run/run.json").Replace("\"arguments\"", $"\"version\": {version}, \"arguments\"", StringComparison.Ordinal));
        var before = File.ReadAllText("run/run.json");
        Refused("train --resume run --epochs 4", message, hint);
        Assert.Equal(before, File.ReadAllText("run/run.json"));
    }

    private static void Refused(string command, params string[] messages)
    {
        var run = CommandRun.Of(command.Split(' '));
        Assert.True(run.ExitCode == ExitCode.BadInput, $"{command} ended with {run.ExitCode}: {run.Error}");
        Assert.All(messages, message => Assert.Contains(message, run.Error));
    }

    private static void Change(string path, string key, string before, string after)
    {
        var file = SafetensorsFile.Read(path);
        Assert.Contains(before, file.Metadata[key]);
        file.Metadata[key] = file.Metadata[key].Replace(before, after, StringComparison.Ordinal);
        file.Write(path);
    }

    // The folder that it was begun in is another one on each machine.
    private static void Fetch(int version)
    {
        var kept = Path.Combine(AppContext.BaseDirectory, "Models", "references", string.Create(CultureInfo.InvariantCulture, $"run-{version}"));
        foreach (var file in Directory.GetFiles(kept, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine("run", Path.GetRelativePath(kept, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var here = System.Text.Json.JsonEncodedText.Encode(Environment.CurrentDirectory).ToString();
        var text = File.ReadAllText("run/run.json");
        Assert.Contains("\"/data\"", text);
        File.WriteAllText("run/run.json", text.Replace("\"/data\"", $"\"{here}\"", StringComparison.Ordinal));
    }

    private static float[] Numbers(string line) => [.. line.Split(',').Skip(1).Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
}
