using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>Files and folders that somebody removes while a command works with them.</summary>
public class VanishedFileTests
{
    // Long enough that the folder is gone before the end, however late this process comes to remove it.
    private static readonly string[] Training =
        ["train", "digits.csv.gz", "--hidden", "32", "--epochs", "300", "--patience", "0", "--checkpoint-every", "40", "--no-report", "-o", "m"];

    [Fact]
    public async Task An_image_that_vanishes_ends_the_training_and_is_named()
    {
        using var folder = new EmptyFolder();
        SampleFiles.Photos("photos");
        using var process = ToolProcess.Start(
            "train", "photos", "--hidden", "16", "--epochs", "100000", "--patience", "0", "--checkpoint-every", "3", "--no-report", "-o", "m");
        await ToolProcess.Until(() => process.HasExited || Epochs("m") > 8);
        File.Delete("photos/bright/03.ppm");
        var run = await ToolProcess.Finish(process);
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("Expected the image 'photos/bright/03.ppm', which was there when its folder was listed; it has vanished since.", run.Error);
        Assert.Contains("interop train --resume m", run.Error);
        Assert.DoesNotContain("   at ", run.Error);

        // Brought back, the training goes on.
        File.Copy("photos/bright/04.ppm", "photos/bright/03.ppm");
        CommandRun.Successful("train", "--resume", "m", "--epochs", $"{Epochs("m") + 2}");
    }

    // A checkpoint that is due before the epoch ends makes the folder anew, without what --resume needs.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_of_results_that_vanishes_is_made_anew(bool byCheckpoint)
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training[..^1], "whole"]);
        using var process = ToolProcess.Start(Training);
        await ToolProcess.Until(() => process.HasExited || Epochs("m") > 5);
        // At once, where a removal file by file would meet what is being written.
        Directory.Move("m", "elsewhere");
        if (byCheckpoint)
        {
            Directory.CreateDirectory("m/checkpoints");
        }

        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        Assert.Contains("The folder 'm' has vanished while the training ran", run.Error);
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("m/model.safetensors"));
        Assert.Equal(300, Epochs("m"));
        CommandRun.Successful("train", "--resume", "m", "--epochs", "301");
    }

    [Fact]
    public async Task A_table_that_vanishes_is_in_memory_already()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        using var process = ToolProcess.Start(Training);
        await ToolProcess.Until(() => process.HasExited || Epochs("m") > 1);
        File.Delete("digits.csv.gz");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        var resumed = CommandRun.Of("train", "--resume", "m", "--epochs", "310");
        Assert.Equal(ExitCode.BadInput, resumed.ExitCode);
        Assert.Contains("digits.csv.gz', which the training began with, is missing.", resumed.Error);
        Assert.Contains("Bring it back", resumed.Error);
    }

    // A link to nothing is listed as a file and cannot be opened: as one that vanishes between the two.
    [Fact]
    public void What_is_listed_and_cannot_be_opened_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators make links.");
        using var folder = new EmptyFolder("iris.csv");
        SampleFiles.Photos("photos");
        CommandRun.Successful("train", "photos", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "m");
        File.CreateSymbolicLink("photos/dark/zz.ppm", "nowhere.ppm");
        Missing("photos/dark/zz.ppm", "train", "photos", "--hidden", "4", "--epochs", "1", "--no-report", "-o", "n");
        Missing("photos/dark/zz.ppm", "evaluate", "m/model.safetensors", "photos");
        Missing("photos/dark/zz.ppm", "predict", "m/model.safetensors", "photos");
        Missing("photos/dark/zz.ppm", "predict", "m/model.safetensors", "photos", "-o", "answers.csv");
        Assert.False(File.Exists("answers.csv"));
    }

    private static void Missing(string path, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains(path, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private static int Epochs(string folder) => File.Exists($"{folder}/history.csv") ? File.ReadLines($"{folder}/history.csv").Count() - 1 : 0;
}
