using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Interop.Bench.Machine;
using Interop.Bench.Reports;

namespace Interop.Bench;

/// <summary>How long the command line takes for its help and for a small model's predictions, each in a fresh process.</summary>
/// <param name="output">Where the table goes.</param>
internal sealed class ColdStartCommand(TextWriter output)
{
    private const double HelpGoal = 150;
    private const double PredictGoal = 300;
    private static readonly string Report = Path.Combine("artifacts", "bench", "cold-start.md");
    private static readonly string Table = Path.Combine("samples", "data", "iris.csv");

    /// <summary>Measures, and writes a table.</summary>
    /// <param name="tool">The program; null for the one that is published here.</param>
    /// <param name="times">How often each command is started.</param>
    /// <param name="isCheck">Whether a goal that is missed counts.</param>
    /// <returns>0, or 1 where a goal is missed and counts.</returns>
    /// <exception cref="InvalidOperationException">The program cannot be published or started, or ends in an error.</exception>
    public int Run(string? tool, int times, bool isCheck)
    {
        var program = tool ?? PublishedTool.Publish();
        var folder = Directory.CreateTempSubdirectory("interop-cold-start-");
        try
        {
            var run = Path.Combine(folder.FullName, "iris");
            Start(program, "train", Table, "--epochs", "20", "--no-report", "-o", run);
            ColdStart[] starts =
            [
                new("interop --help", Measure(program, times, "--help"), HelpGoal),
                new("interop predict, the model of iris on its 150 rows", Measure(program, times, "predict", Path.Combine(run, "model.safetensors"), Table), PredictGoal),
            ];
            var table = TableOf(starts);
            output.Write(table);
            Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
            File.WriteAllText(Report, table);
            return isCheck && starts.Any(start => !start.IsMet) ? 1 : 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Once before, so that the files are in memory: a disk is not what is measured.
    private static double[] Measure(string program, int times, params string[] arguments)
    {
        Start(program, arguments);
        return [.. Enumerable.Range(0, times).Select(_ => Start(program, arguments))];
    }

    private static double Start(string program, params string[] arguments)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            return process.ExitCode == 0
                ? elapsed
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {error.Result}");
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{program} cannot be started: {failure.Message}", failure);
        }
    }

    private static string TableOf(IReadOnlyList<ColdStart> starts)
    {
        var table = new MarkdownTable(["command", "median, ms", "least", "most", "goal", "met"], textColumns: 1);
        foreach (var start in starts)
        {
            table.Add(start.Command, Text(start.Median), Text(start.Milliseconds.Min()), Text(start.Milliseconds.Max()), Text(start.Goal), start.IsMet ? "yes" : "no");
        }

        return table.ToString();

        static string Text(double milliseconds) => milliseconds.ToString("F0", CultureInfo.InvariantCulture);
    }
}
