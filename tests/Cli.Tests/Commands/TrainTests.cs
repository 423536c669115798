using System.Globalization;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Files;

namespace Interop.Cli.Tests.Commands;

public class TrainTests
{
    [Fact]
    public void A_table_of_flowers_is_learnt_and_told_about()
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Successful("train", "iris.csv", "--epochs", "60");
        Assert.Contains("classification", run.Output);
        Assert.Contains("setosa, versicolor, virginica", run.Output);
        Assert.Contains("CategoricalCrossentropy", run.Output);
        Assert.Contains("epoch 60/60", run.Output);
        Assert.DoesNotContain("\u001b", run.Output);
        Assert.True(File.Exists("runs/iris/model.safetensors"));
        Assert.True(File.Exists("runs/iris/report.html"));
        Assert.Equal("epoch,seconds,learning_rate,loss,accuracy,val_loss,val_accuracy", File.ReadLines("runs/iris/history.csv").First());
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_whatever_the_threads()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "3", "--seed", "5", "--threads", "1", "--dropout", "0.2", "-o", "a");
        CommandRun.Successful("train", "iris.csv", "--epochs", "3", "--seed", "5", "--threads", "2", "--dropout", "0.2", "-o", "b");
        CommandRun.Successful("train", "iris.csv", "--epochs", "3", "--seed", "6", "--threads", "1", "--dropout", "0.2", "-o", "c");
        Assert.Equal(File.ReadAllBytes("a/model.safetensors"), File.ReadAllBytes("b/model.safetensors"));
        Assert.NotEqual(File.ReadAllBytes("a/model.safetensors"), File.ReadAllBytes("c/model.safetensors"));
    }

    [Fact]
    public void Numbers_are_predicted_in_the_labels_unit()
    {
        using var folder = new EmptyFolder("diabetes.csv");
        var end = CommandRun.Successful("train", "diabetes.csv", "--epochs", "40", "--json").Json[^1];
        Assert.Equal("end", end.GetProperty("event").GetString());
        Assert.InRange(end.GetProperty("figures").GetProperty("mae").GetDouble(), 30, 60);
        Assert.InRange(end.GetProperty("figures").GetProperty("r2").GetDouble(), 0.3, 0.8);
        var answers = CommandRun.Successful("predict", "runs/diabetes/model.safetensors", "diabetes.csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("prediction", answers[0]);
        Assert.Equal(443, answers.Length);
        Assert.InRange(answers.Skip(1).Average(double.Parse), 130, 175);
    }

    // 33 rows in batches of 32 leave one, which batch normalization drops: one step an epoch, and the cycle ends with the training.
    [Fact]
    public void A_cycle_ends_with_the_training_where_the_last_sample_of_an_epoch_is_left_out()
    {
        using var folder = new EmptyFolder();
        folder.Write("few.csv", "a,b,kind\n" + string.Concat(Enumerable.Range(0, 33).Select(row => $"{row}.5,{row * row % 7}.25,{(row % 2 == 0 ? "x" : "y")}\n")));
        var run = CommandRun.Successful(
            "train", "few.csv", "--validation", "0", "--batch-norm", "--hidden", "4", "--epochs", "20", "--patience", "0", "--schedule", "one-cycle", "--no-report", "-o", "m");
        Assert.Contains("leaves another sample out", run.Output);
        var rates = File.ReadLines("m/history.csv").Skip(1).Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)).ToArray();
        Assert.True(rates[^1] < rates.Max() / 1000, $"The last rate is {rates[^1]}, the largest {rates.Max()}.");
    }

    [Fact]
    public void A_second_training_takes_a_folder_of_its_own_and_replaces_nothing()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "--no-report");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "--no-report");
        Assert.True(File.Exists("runs/iris-2/model.safetensors"));
        var run = CommandRun.Of("train", "iris.csv", "--epochs", "1", "-o", "runs/iris");
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("--overwrite", run.Error);
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "runs/iris", "--overwrite");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "--overwrite", "--hidden", "5");
        Assert.Contains("\"units\":5", SafetensorsContents.Read("runs/iris/model.safetensors").Metadata["interop.network"]);
        Assert.Equal(["runs/iris", "runs/iris-2"], Directory.GetDirectories("runs").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_last_batch_of_one_sample_does_not_stop_batch_normalization()
    {
        using var folder = new EmptyFolder();
        folder.Write("data.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 33).Select(row => $"{row},{row * 1.5}\n")));
        var run = CommandRun.Successful("train", "data.csv", "--batch-norm", "--validation", "0", "--epochs", "2", "--task", "regression");
        Assert.Contains("each epoch leaves another sample out", run.Output);
    }

    [Fact]
    public void Json_is_all_that_is_written_when_it_is_asked_for()
    {
        using var folder = new EmptyFolder("iris.csv");
        var events = CommandRun.Successful("train", "iris.csv", "--epochs", "3", "--json").Json;
        Assert.Equal(["begin", "epoch", "epoch", "epoch", "end"], events.Select(line => line.GetProperty("event").GetString()!));
        Assert.Equal("classification", events[0].GetProperty("task").GetString());
    }
}
