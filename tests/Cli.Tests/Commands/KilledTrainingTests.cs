using System.Diagnostics;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>
/// Trainings in one folder that are killed at random moments, and as the run's files are written, and go on with <c>--resume</c>: each ends with the model and the figures of
/// one that was left alone.
/// </summary>
public class KilledTrainingTests
{
    private const int Kills = 20;
    private const int KilledCode = 137;

    private static readonly string[] Train = ["train", "digits.csv.gz", "--hidden", "32", "--epochs", "6", "--checkpoint-every", "15", "--no-report", "-o"];

    [Fact]
    public async Task A_training_killed_at_any_moment_ends_as_one_that_was_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        using var folder = new EmptyFolder("digits.csv.gz");
        var clock = Stopwatch.StartNew();
        using (var process = ToolProcess.Start([.. Train, "whole"]))
        {
            Assert.Equal(ExitCode.Success, (await ToolProcess.Finish(process)).ExitCode);
        }

        var (random, whole) = (new Random(5), clock.Elapsed);
        var (killed, finished, withoutCheckpoint, amidFile, resumed) = (0, 0, 0, 0, 0);
        for (var start = 0; killed < Kills || Directory.Exists("m"); start++)
        {
            Assert.True(start < 4 * Kills, $"only {killed} kills");
            var isResumed = File.Exists("m/run.json");
            var before = Unfinished();
            using var process = ToolProcess.Start(isResumed ? ["train", "--resume", "m"] : [.. Train, "m"]);
            if (killed < Kills)
            {
                WaitFor(start, process, whole * random.NextDouble(), before);
                process.Kill();
            }

            var run = await ToolProcess.Finish(process);
            if (run.ExitCode == KilledCode)
            {
                killed++;
                resumed += isResumed ? 1 : 0;
                withoutCheckpoint += Directory.Exists("m/checkpoints") && Directory.GetFiles("m/checkpoints", "*.safetensors").Length > 0 ? 0 : 1;
                amidFile += Unfinished().Except(before).Any() ? 1 : 0;
                AssertWhole();
                continue;
            }

            Assert.True(run.ExitCode == ExitCode.Success, $"{run.ExitCode}: {run.Output}\n{run.Error}");
            Assert.Equal(File.ReadAllBytes("whole/model.safetensors"), File.ReadAllBytes("m/model.safetensors"));
            Assert.Equal(Figures("whole/history.csv"), Figures("m/history.csv"));
            Assert.Empty(Unfinished());
            finished++;
            Directory.Delete("m", recursive: true);
        }

        var said = $"{killed} kills, {resumed} of them after --resume, {withoutCheckpoint} before the first checkpoint, {amidFile} amid a file; {finished} trainings finished";
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(withoutCheckpoint >= 2 && resumed >= Kills / 4 && finished >= 1, said);
    }

    // By turns: any moment; as the run begins to be written; as an epoch's figures are; as the model is.
    private static void WaitFor(int start, Process process, TimeSpan time, string[] before)
    {
        var clock = Stopwatch.StartNew();
        var history = HistoryLength();
        Func<bool> isThere = (start % 4) switch
        {
            0 => () => clock.Elapsed > time,
            1 => () => Directory.Exists("m") && Directory.GetFileSystemEntries("m").Length > 0,
            2 => () => HistoryLength() != history,
            _ => () => Unfinished().Except(before).Any(file => file.Contains(".model.", StringComparison.Ordinal)),
        };
        while (!process.HasExited && !isThere())
        {
            Thread.Yield();
        }
    }

    private static long HistoryLength() => new FileInfo("m/history.csv") is { Exists: true } file ? file.Length : 0;

    private static string[] Unfinished() => Directory.Exists("m") ? Directory.GetFiles("m", ".*", SearchOption.AllDirectories) : [];

    private static void AssertWhole()
    {
        foreach (var file in Directory.Exists("m") ? Directory.GetFiles("m", "*.safetensors", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')) : [])
        {
            CommandRun.Successful("inspect", file);
        }
    }

    // Without the seconds, which no two trainings share.
    private static string[] Figures(string path)
    {
        var rows = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        var seconds = Array.IndexOf(rows[0], "seconds");
        Assert.True(seconds >= 0, File.ReadAllText(path));
        return [.. rows.Select(row => string.Join(',', row.Where((_, index) => index != seconds)))];
    }
}
