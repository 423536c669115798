using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>Trainings in a process of their own that do not come to their end.</summary>
public class InterruptionTests
{
    private static readonly string[] Training =
    [
        "train", "digits.csv.gz", "--hidden", "64,32", "--dropout", "0.3", "--batch-norm", "--epochs", "60", "--patience", "0", "--schedule", "cosine",
        "--checkpoint-every", "40", "--no-report",
    ];

    [Fact]
    public async Task A_killed_training_goes_on_bit_for_bit()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training, "-o", "whole"]);
        using (var process = ToolProcess.Start([.. Training, "-o", "killed"]))
        {
            await ToolProcess.Until(() => process.HasExited || Checkpoints("killed") >= 2);
            await Kill(process);
        }

        var resumed = CommandRun.Successful("train", "--resume", "killed");
        Assert.Contains("Going on from", resumed.Output);
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("killed/model.safetensors"));
        Assert.Equal(Figures("whole"), Figures("killed"));
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_told_and_the_one_before_it_used()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training, "-o", "whole"]);
        using (var process = ToolProcess.Start([.. Training, "-o", "damaged"]))
        {
            await ToolProcess.Until(() => process.HasExited || Checkpoints("damaged") >= 3);
            await Kill(process);
        }

        var last = Directory.GetFiles("damaged/checkpoints", "checkpoint-*.safetensors").Order().Last();
        var bytes = File.ReadAllBytes(last);
        bytes[^1000] ^= 1;
        File.WriteAllBytes(last, bytes);
        var resumed = CommandRun.Successful("train", "--resume", "damaged");
        Assert.Contains(Path.GetFileName(last), resumed.Error);
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("damaged/model.safetensors"));
    }

    [Fact]
    public async Task A_request_to_end_stops_in_order_and_saves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training, "-o", "whole"]);
        using var process = ToolProcess.Start([.. Training, "-o", "stopped"]);
        await ToolProcess.Until(() => process.HasExited || Checkpoints("stopped") >= 1);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = await ToolProcess.Finish(process);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains("Stopping after this step", run.Error);
        Assert.Contains("interop train --resume stopped", run.Output);
        CommandRun.Successful("evaluate", "stopped/model.safetensors", "digits.csv.gz");
        CommandRun.Successful("train", "--resume", "stopped");
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("stopped/model.safetensors"));
    }

    [Fact]
    public async Task Ctrl_C_once_stops_in_order_and_saves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for a single process.");
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training, "-o", "whole"]);
        using var process = ToolProcess.StartForCtrlC([.. Training, "-o", "stopped"]);
        await ToolProcess.Until(() => process.HasExited || Checkpoints("stopped") >= 1);
        await ToolProcess.Signal(process, "INT");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == ExitCode.Interrupted, $"{run.ExitCode}: {run.Error}");
        Assert.Contains("Stopping after this step, and saving; Ctrl-C once more ends at once.", run.Error);
        Assert.Contains("stopped by Ctrl-C", run.Output);
        CommandRun.Successful("evaluate", "stopped/model.safetensors", "digits.csv.gz");
        Assert.Contains("Going on from", CommandRun.Successful("train", "--resume", "stopped").Output);
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("stopped/model.safetensors"));
    }

    [Fact]
    public async Task Ctrl_C_twice_ends_at_once_and_the_checkpoints_are_whole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for a single process.");
        using var folder = new EmptyFolder("digits.csv.gz");

        // A network so large that the second signal comes before its step has ended and it is saved.
        using var process = ToolProcess.StartForCtrlC(
            "train", "digits.csv.gz", "--hidden", "2048,2048", "--batch-size", "1438", "--epochs", "1000", "--patience", "0", "--checkpoint-every", "1", "--no-report", "-o", "m");
        await ToolProcess.Until(() => process.HasExited || Checkpoints("m") >= 1);
        await ToolProcess.Signal(process, "INT");
        Assert.Contains("Ctrl-C once more ends at once", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        await ToolProcess.Signal(process, "INT");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == ExitCode.Aborted, $"{run.ExitCode}: {run.Error}");
        Assert.DoesNotContain("Go on with", run.Output);
        Assert.False(File.Exists("m/model.safetensors"));
        var checkpoint = Native.Files.TrainingCheckpoint.FindLatest("m/checkpoints")!;
        Assert.Empty(checkpoint.Problems);
        var resumed = CommandRun.Successful("train", "--resume", "m", "--epochs", $"{checkpoint.Epoch + 1}");
        Assert.Contains($"Going on from {checkpoint.Path}", resumed.Output);
        Assert.Empty(Directory.GetFiles("m/checkpoints", ".*"));
    }

    [Fact]
    public async Task Ctrl_C_of_a_prediction_says_that_answers_are_missing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for a single process.");
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        folder.Write("many.csv", string.Concat(Enumerable.Repeat("5.1,3.5,1.4,0.2\n", 2_000_000)));
        using var process = ToolProcess.StartForCtrlC("predict", "m/model.safetensors", "many.csv", "--batch-size", "1", "-o", "answers.csv");
        await ToolProcess.Until(() => process.HasExited || Directory.GetFiles(".", ".answers.csv.*").Length > 0);
        await ToolProcess.Signal(process, "INT");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == ExitCode.Interrupted, $"{run.ExitCode}: {run.Error}");
        Assert.Contains("Stopped by Ctrl-C: 'answers.csv' is not written", run.Error);
        Assert.Empty(Directory.GetFiles(".", "*answers.csv*"));
    }

    [Fact]
    public async Task A_model_that_cannot_be_saved_is_saved_from_the_last_checkpoint()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful([.. Training, "-o", "whole"]);
        var run = await WithFolderAsModel([.. Training, "-o", "m"]);
        Assert.Equal(ExitCode.FileAccess, run.ExitCode);
        Assert.Contains("The training is done; only its model could not be saved.", run.Error);
        Assert.Contains("model.safetensors", run.Error);
        Assert.Contains("The training is not lost: interop train --resume m then saves the model, from the last checkpoint.", run.Error);
        Directory.Delete("m/model.safetensors");
        CommandRun.Successful("train", "--resume", "m");
        Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("m/model.safetensors"));

        // Without checkpoints there is nothing to save it from, and that is said too.
        var without = await WithFolderAsModel([.. Training[..^2], "0", "--no-report", "-o", "n"]);
        Assert.Equal(ExitCode.FileAccess, without.ExitCode);
        Assert.Contains("There is no checkpoint to save the model from", without.Error);
    }

    [Fact]
    public void A_training_cannot_go_on_where_there_is_none_or_its_data_has_changed()
    {
        using var folder = new EmptyFolder("iris.csv");
        var none = CommandRun.Of("train", "--resume", "nowhere");
        Assert.Equal(ExitCode.BadInput, none.ExitCode);
        Assert.Contains("no training to resume in 'nowhere'", none.Error);
        CommandRun.Successful("train", "iris.csv", "--epochs", "2");
        File.AppendAllText("iris.csv", "5.1,3.5,1.4,0.2,0\n");
        var changed = CommandRun.Of("train", "--resume", "runs/iris");
        Assert.Equal(ExitCode.BadInput, changed.ExitCode);
        Assert.Contains("has changed", changed.Error);
    }

    [Fact]
    public void More_epochs_can_be_asked_for_when_a_training_is_resumed()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "10", "-o", "a", "--no-report");
        CommandRun.Successful("--json", "train", "iris.csv", "--epochs", "4", "-o", "b", "--no-report");
        CommandRun.Successful("train", "--resume", "b", "--epochs", "10");
        Assert.Equal(File.ReadAllBytes("a/model.safetensors"), File.ReadAllBytes("b/model.safetensors"));
        Assert.Equal(Figures("a"), Figures("b"));
    }

    [Fact]
    public void A_finished_training_that_is_resumed_tells_of_all_its_time()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        CommandRun.Successful("train", "digits.csv.gz", "--hidden", "256,128", "--epochs", "20", "--patience", "0", "-o", "m");
        var before = History("m");
        var end = CommandRun.Successful("train", "--resume", "m", "--json").Json[^1];
        Assert.Equal(20, end.GetProperty("epochs").GetInt32());
        Assert.Equal(before, end.GetProperty("seconds").GetDouble(), 2e-3);
        var samples = 20 * 1438 / before;
        Assert.InRange(end.GetProperty("samples_per_second").GetDouble(), 0.9 * samples, 1.1 * samples);
        Assert.DoesNotContain(">0.0 s<", File.ReadAllText("m/report.html"));

        static double History(string folder) => double.Parse(File.ReadLines($"{folder}/history.csv").Last().Split(',')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    // A folder has the name of the model that is to be written.
    private static async Task<CommandRun> WithFolderAsModel(string[] training)
    {
        using var process = ToolProcess.Start(training);
        await ToolProcess.Until(() => process.HasExited || File.Exists($"{training[^1]}/history.csv"));
        Directory.CreateDirectory($"{training[^1]}/model.safetensors");
        return await ToolProcess.Finish(process);
    }

    private static async Task Kill(System.Diagnostics.Process process)
    {
        process.Kill();
        var run = await ToolProcess.Finish(process);

        // 128 and the number of SIGKILL: it neither ended before nor by a mistake of its own.
        Assert.True(run.ExitCode == (OperatingSystem.IsWindows() ? -1 : 137), $"{run.ExitCode}: {run.Error}");
        Assert.Equal("", run.Error);
    }

    private static int Checkpoints(string folder) =>
        Directory.Exists($"{folder}/checkpoints") ? Directory.GetFiles($"{folder}/checkpoints", "checkpoint-*.safetensors").Length : 0;

    // All but the seconds.
    private static string[] Figures(string folder) =>
        [.. File.ReadLines($"{folder}/history.csv").Select(line => line.Split(',')).Select(fields => string.Join(',', fields.Where((_, column) => column != 1)))];
}
