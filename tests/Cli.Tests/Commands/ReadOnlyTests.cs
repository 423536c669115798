using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>Folders that nothing can be written to, and files that may not be read: told with the place and how to go on, and nothing is left behind.</summary>
public class ReadOnlyTests
{
    private const string Hint = "Choose another";

    private static readonly string[] TrainDigits = ["train", "digits.csv.gz", "--hidden", "64,32", "--epochs", "4", "--checkpoint-every", "20", "--no-report", "-o"];

    [Fact]
    public void Nothing_is_begun_where_nothing_can_be_written()
    {
        using var folder = new EmptyFolder("iris.csv");
        using var disk = new SmallDisk("disk");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "disk/m", "--no-report");
        CommandRun.Successful("export", "disk/m/model.safetensors", "disk/w.pt");
        Directory.CreateDirectory("disk/empty");
        File.Copy("iris.csv", "disk/iris.csv");
        var before = Directory.GetFileSystemEntries("disk", "*", SearchOption.AllDirectories);
        disk.MakeReadOnly();

        Refused("'disk/new' cannot be made", "train", "iris.csv", "--epochs", "1", "-o", "disk/new");
        Refused("disk/empty/run.json' cannot be written: Read-only file system", "train", "iris.csv", "--epochs", "1", "-o", "disk/empty");
        Refused("Read-only file system", "train", "iris.csv", "--epochs", "1", "-o", "disk/m", "--overwrite");
        Refused("disk/answers.csv' cannot be written: Read-only file system", "predict", "disk/m/model.safetensors", "iris.csv", "-o", "disk/answers.csv");
        Refused("disk/m.onnx' cannot be written: Read-only file system", "export", "disk/m/model.safetensors", "disk/m.onnx");
        Refused("disk/w.dat' cannot be written: Read-only file system", "convert", "disk/w.pt", "disk/w.dat");
        Refused("disk/new.safetensors' cannot be written: Read-only file system", "import", "disk/w.pt", "disk/new.safetensors", "--into", "disk/m/model.safetensors");
        Refused("logs", "train", "iris.csv", "--epochs", "1", "-o", "m", "--tensorboard", "disk/logs");
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries("disk", "*", SearchOption.AllDirectories).Order());

        // Reading needs no right to write.
        CommandRun.Successful("train", "disk/iris.csv", "--epochs", "1", "-o", "n", "--no-report");
        CommandRun.Successful("evaluate", "disk/m/model.safetensors", "disk/iris.csv");
        CommandRun.Successful("inspect", "disk/w.pt");
    }

    [Fact]
    public async Task A_disk_that_turns_read_only_ends_the_training_with_a_message()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        using var disk = new SmallDisk("disk");
        using var process = ToolProcess.Start(
            "train", "digits.csv.gz", "--hidden", "32", "--epochs", "300", "--patience", "0", "--checkpoint-every", "40", "--no-report", "-o", "disk/m");
        await ToolProcess.Until(() => process.HasExited || File.Exists("disk/m/history.csv") && File.ReadLines("disk/m/history.csv").Count() > 3);
        disk.MakeReadOnly();
        var run = await ToolProcess.Finish(process);
        Assert.Equal(ExitCode.FileAccess, run.ExitCode);
        Assert.Contains("epoch 300/300", run.Output);
        Assert.Contains("warning: The figures of the epoch were not written, and the training goes on: Read-only file system", run.Error);
        Assert.Contains("disk/m/model.safetensors' cannot be written: Read-only file system", run.Error);
        Assert.Contains(Hint, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    // A checkpoint has 93 KB and the model 34, the run and its figures 8.
    [Fact]
    public void A_disk_without_room_for_the_model_is_told_and_the_training_goes_on_where_there_is_room()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        using var disk = new SmallDisk("disk", kilobytes: 120);
        var run = CommandRun.Of([.. TrainDigits, "disk/m"]);
        Assert.Contains("epoch 4/4", run.Output);
        Assert.Equal(ExitCode.FileAccess, run.ExitCode);
        Assert.Contains("error: The disk is full: ", run.Error);
        Assert.Contains("disk/m/model.safetensors' cannot be written: No space left on device", run.Error);
        Assert.Contains("what was saved before is still whole", run.Error);
        Assert.Contains("interop train --resume disk/m then saves the model", run.Error);
        Assert.Contains("checkpoint-0000000180.safetensors' was not written, and the training goes on", run.Error);
        AssertWhole("disk/m/checkpoints/checkpoint-0000000020.safetensors");

        disk.Resize(kilobytes: 4096);
        CommandRun.Successful("train", "--resume", "disk/m");
        AssertSameAsUninterrupted("disk/m/model.safetensors");
    }

    [Fact]
    public void A_disk_without_room_for_the_first_checkpoint_is_told_and_the_training_begins_anew_where_there_is_room()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        using var disk = new SmallDisk("disk", kilobytes: 24);
        var run = CommandRun.Of([.. TrainDigits, "disk/m", "--tensorboard", "disk/logs"]);
        Assert.Contains("epoch 4/4", run.Output);
        Assert.Equal(ExitCode.FileAccess, run.ExitCode);
        Assert.Contains("disk/m/model.safetensors' cannot be written: No space left on device", run.Error);
        Assert.Contains("There is no checkpoint to save the model from: train anew then.", run.Error);
        Assert.Empty(Directory.GetFiles("disk", "*.safetensors", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles("disk", ".*", SearchOption.AllDirectories));

        disk.Resize(kilobytes: 4096);
        CommandRun.Successful([.. TrainDigits, "disk/m", "--overwrite"]);
        AssertSameAsUninterrupted("disk/m/model.safetensors");
    }

    [Fact]
    public void A_disk_with_room_for_the_model_has_it_whatever_checkpoints_are_missing()
    {
        using var folder = new EmptyFolder("digits.csv.gz");
        using var disk = new SmallDisk("disk", kilobytes: 200);
        var run = CommandRun.Of([.. TrainDigits, "disk/m"]);
        Assert.Contains("epoch 4/4", run.Output);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        Assert.Contains("was not written, and the training goes on: ", run.Error);
        Assert.Contains("No space left on device", run.Error);
        AssertWhole([.. Directory.GetFiles("disk/m", "*.safetensors", SearchOption.AllDirectories)]);
        AssertSameAsUninterrupted("disk/m/model.safetensors");

        // The same from what is there of the way.
        disk.Resize(kilobytes: 4096);
        File.Delete("disk/m/model.safetensors");
        CommandRun.Successful("train", "--resume", "disk/m");
        AssertSameAsUninterrupted("disk/m/model.safetensors");
    }

    [Fact]
    public async Task What_may_not_be_read_or_written_is_told()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "1", "-o", "m", "--no-report");
        folder.Write("secret.csv", "1,2\n");
        Directory.CreateDirectory("locked");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Environment.CurrentDirectory, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode("secret.csv", UnixFileMode.None);
            File.SetUnixFileMode("locked", (UnixFileMode)0b101_101_101);
        }

        // Root may do all of it; nobody may not.
        Assert.SkipWhen(
            Environment.IsPrivilegedProcess && ExternalProgram.Run("setpriv", "--version").Code != 0, "Needs setpriv to become nobody where the tests run as root.");
        Func<string[], System.Diagnostics.Process> start = Environment.IsPrivilegedProcess ? ToolProcess.StartAsNobody : ToolProcess.Start;
        Assert.SkipWhen(
            OperatingSystem.IsWindows() || (await Finish("evaluate", "m/model.safetensors", "iris.csv")) is not { ExitCode: 0 },
            "Needs Unix' file modes, and where the tests run as root, setpriv and folders that everybody may read.");
        var read = await Finish("evaluate", "m/model.safetensors", "secret.csv");
        Assert.Equal(ExitCode.FileAccess, read.ExitCode);
        Assert.Contains("secret.csv' is denied", read.Error);
        Assert.Contains(Hint, read.Error);
        var write = await Finish("export", "m/model.safetensors", "locked/m.pt");
        Assert.Equal(ExitCode.FileAccess, write.ExitCode);
        Assert.Contains("locked/m.pt' cannot be written: Access to the path", write.Error);
        Assert.Contains("is denied", write.Error);
        Assert.DoesNotContain(".tmp", write.Error);

        async Task<CommandRun> Finish(params string[] arguments)
        {
            using var process = start(arguments);
            return await ToolProcess.Finish(process);
        }
    }

    private static void AssertWhole(params string[] files)
    {
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            CommandRun.Successful("inspect", file);
        }

        Assert.Empty(Directory.GetFiles("disk", ".*", SearchOption.AllDirectories));
    }

    private static void AssertSameAsUninterrupted(string model)
    {
        CommandRun.Successful([.. TrainDigits, "roomy", "--overwrite"]);
        Assert.Equal(File.ReadAllBytes("roomy/model.safetensors"), File.ReadAllBytes(model));
    }

    private static void Refused(string message, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCode.FileAccess, $"interop {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        Assert.Contains(message, run.Error);
        Assert.Contains(Hint, run.Error);
        Assert.DoesNotContain(".tmp", run.Error);
        Assert.DoesNotContain("epoch 1", run.Output);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
