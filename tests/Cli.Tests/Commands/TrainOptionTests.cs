using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Files;

namespace Interop.Cli.Tests.Commands;

/// <summary>Options of <c>train</c>, each with what it changes for all to see.</summary>
public partial class TrainOptionTests
{
    [Theory]
    [InlineData("val_loss", 3, false)]
    [InlineData("val_accuracy", 4, true)]
    public void A_training_ends_early_with_its_best_weights(string monitor, int patience, bool isLargerBetter)
    {
        using var folder = new EmptyFolder("iris.csv");
        string[] options = monitor == "val_loss" ? [] : ["--monitor", monitor];
        var end = CommandRun.Successful(
            ["train", "iris.csv", "--epochs", "400", "--lr", "0.05", "--seed", "1", "--patience", $"{patience}", "--no-report", "-o", "m", "--json", .. options]).Json[^1];
        var lines = File.ReadLines("m/history.csv").Select(line => line.Split(',')).ToArray();
        double[] figures = [.. lines.Skip(1).Select(line => Number(line[Array.IndexOf(lines[0], monitor)]))];
        var best = isLargerBetter ? figures.Max() : figures.Min();
        Assert.InRange(figures.Length, patience + 2, 399);
        Assert.Equal(figures.Length - patience - 1, Array.IndexOf(figures, best));
        Assert.True(isLargerBetter ? figures[^1] <= best : figures[^1] > best);

        // What is measured at the end, and kept, is the best epoch's network.
        Assert.Equal(best, end.GetProperty("figures").GetProperty(isLargerBetter ? "accuracy" : "log_loss").GetDouble(), 1e-4);
    }

    [Theory]
    [InlineData("iris.csv --validation more.csv", 150, 40)]
    [InlineData("photos --validation others", 40, 40)]
    [InlineData("digits/train-images-idx3-ubyte --labels digits/train-labels-idx1-ubyte", 100, 20)]
    [InlineData("texts.csv", 48, 12)]
    [InlineData("texts.csv --no-header", 49, 12)]
    public void Data_is_what_the_options_say(string options, int training, int validation)
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("more.csv", string.Join('\n', File.ReadLines("iris.csv").Skip(40).Take(40)));
        folder.Write("texts.csv", "green,round,yes\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 3 == 0 ? "red" : "blue")},{(row % 2 == 0 ? "flat" : "long")},{(row % 2 == 0 ? "no" : "perhaps")}\n")));
        SampleFiles.Photos("photos");
        SampleFiles.Photos("others");
        SampleFiles.Mnist("digits");
        var output = CommandRun.Successful(["train", .. options.Split(' '), "--epochs", "1", "--no-report", "-o", "m"]).Output;
        Assert.Contains($"{training} samples to train on, {validation} to validate with.", output);
        if (options.Contains("--labels", StringComparison.Ordinal))
        {
            Assert.Contains("10 classes", output);
        }
    }

    [Fact]
    public void So_many_checkpoints_are_kept_as_are_asked_for()
    {
        using var folder = new EmptyFolder("iris.csv");
        foreach (var count in new[] { 1, 2, 5 })
        {
            CommandRun.Successful("train", "iris.csv", "--epochs", "3", "--checkpoint-every", "1", "--keep", $"{count}", "--no-report", "-o", $"m{count}");
            Assert.Equal(count, Directory.GetFiles($"m{count}/checkpoints").Length);
        }
    }

    [Theory]
    [InlineData("--weight-decay", "0.5")]
    [InlineData("--l2", "0.1")]
    public void Weights_are_pulled_to_zero(string option, string value)
    {
        using var folder = new EmptyFolder("iris.csv");
        string[] training = ["train", "iris.csv", "--hidden", "8", "--epochs", "20", "--lr", "0.01", "--seed", "1", "--patience", "0", "--no-report"];
        CommandRun.Successful([.. training, "-o", "free"]);
        CommandRun.Successful([.. training, option, value, "-o", "pulled"]);
        Assert.InRange(Size("pulled"), 0, 0.5 * Size("free"));

        static double Size(string run) => SafetensorsFile.Read($"{run}/model.safetensors").Tensors["0.weight"].ToTensor().ToArray().Sum(value => (double)value * value);
    }

    [Theory]
    [InlineData("", "0.weight [4, 3, 3, 3]", 4 * 6 * 6)]
    [InlineData("--kernel 5", "0.weight [4, 3, 5, 5]", 4 * 6 * 6)]
    [InlineData("--pool 3", "0.weight [4, 3, 3, 3]", 4 * 4 * 4)]
    [InlineData("--pool 1", "0.weight [4, 3, 3, 3]", 4 * 12 * 12)]
    public void Convolutions_have_the_kernel_and_the_pooling_that_are_asked_for(string options, string kernel, int flattened)
    {
        using var folder = new EmptyFolder();
        SampleFiles.Photos("photos");
        CommandRun.Successful(["train", "photos", "--conv", "4", "--hidden", "5", "--epochs", "1", "--no-report", "-o", "m", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var tensors = CommandRun.Successful("inspect", "m/model.safetensors", "--json").Json[0].GetProperty("tensors").EnumerateArray()
            .Select(tensor => $"{tensor.GetProperty("name").GetString()} {tensor.GetProperty("shape").GetString()}").ToArray();
        Assert.Contains(kernel, tensors);
        Assert.Contains(tensors, tensor => Shape().Match(tensor) is { Success: true } match && match.Groups[1].Value == flattened.ToString(CultureInfo.InvariantCulture));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"weight \[5, ([0-9]+)\]")]
    private static partial Regex Shape();
}
