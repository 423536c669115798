using System.CommandLine;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;
using Interop.Parity.MainJob;
using Interop.Parity.Recording;
using Interop.Parity.Reports;
using Interop.Parity.Reports.Html;

namespace Interop.Parity.CommandLine;

/// <summary>The main job and the cases, one table, the reports.</summary>
internal static class RunCommand
{
    /// <summary>The command by its name.</summary>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("run", "Runs the main job and compares the cases; the default.");
        AddTo(command, output, error);
        return command;
    }

    /// <summary>Gives a command the options and the action.</summary>
    public static void AddTo(Command command, TextWriter output, TextWriter error)
    {
        var filter = ParityCommandLine.FilterOption();
        var backends = new Option<string[]>("--backend")
        {
            Description = $"Compare with these only: {string.Join(", ", ReferenceEngines.Names)}; all that there are by default.",
            AllowMultipleArgumentsPerToken = true,
        };
        backends.AcceptOnlyFromAmong([.. ReferenceEngines.Names]);
        var references = new Option<string?>("--references") { Description = "The folder of recorded references; those shipped with the program by default." };
        var report = new Option<string?>("--report") { Description = "The folder for report.html, report.md and report.json; artifacts/parity by default, and artifacts/parity/part where not everything runs." };
        var casesOnly = new Option<bool>("--cases-only") { Description = "Leaves the main job out, as a filter does." };
        command.Add(filter);
        command.Add(backends);
        command.Add(references);
        command.Add(report);
        command.Add(casesOnly);
        command.SetAction((result, cancellation) =>
        {
            var options = new RunOptions(
                result.GetValue(filter),
                result.GetValue(backends) ?? [],
                result.GetValue(references) ?? ReferenceFolder.Shipped,
                result.GetValue(report) ?? ReportsOf(isAll: !result.GetValue(casesOnly) && result.GetValue(filter) is null && result.GetValue(backends) is null or []),
                MainJob: !result.GetValue(casesOnly) && result.GetValue(filter) is null);
            return Task.FromResult(Run(options, new Display(output), error, cancellation));
        });
    }

    /// <summary>Where reports go: those of a part stay out of the whole run's way.</summary>
    /// <param name="isAll">Whether the main job and all cases run, against all that there is to compare with.</param>
    internal static string ReportsOf(bool isAll) => isAll ? ReferenceFolder.Reports : Path.Combine(ReferenceFolder.Reports, "part");

    private static int Run(RunOptions options, Display display, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var started = DateTime.UtcNow;
            foreach (var backend in Backends.All)
            {
                display.Line($"backend {backend.Summary}");
            }

            var cases = CaseCatalog.Matching(options.Filter);
            if (cases.Count == 0)
            {
                error.WriteLine($"No case matches '{options.Filter}'; 'list' shows all.");
                return 1;
            }

            var mainJob = options.MainJob ? DigitsJob.Run(display, options.Report, cancellation) : null;
            using var references = ReferenceEngines.Open(options.References, options.Folder);
            foreach (var left in references.LeftOut)
            {
                display.Line($"not compared with {left}");
            }

            var run = display.WithBar(
                "parity cases",
                cases.Count,
                advance => ParityRun.Execute(
                    new NativeEngine(), references.Engines, cases, _ => advance(), ReferenceFolder.OpenTruth(options.Folder), mayLeaveOut: options.References.Count > 0));
            var report = new ParityReport(started, DateTime.UtcNow - started, mainJob, run);
            ReportTable.Show(display, report);
            MarkdownReport.Write(Path.Combine(options.Report, "report.md"), report);
            JsonReport.Write(Path.Combine(options.Report, "report.json"), report);
            HtmlReport.Write(Path.Combine(options.Report, "report.html"), report);
            display.Line($"reports: {Path.Combine(options.Report, "report.html")}, report.md and report.json");
            return report.Holds ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Cancelled; no report was written.");
            return 1;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or InvalidOperationException)
        {
            error.WriteLine(failure.Message);
            return 1;
        }
    }

    /// <summary>What the arguments ask for.</summary>
    private sealed record RunOptions(string? Filter, IReadOnlyList<string> References, string Folder, string Report, bool MainJob);
}
