using System.CommandLine;
using Interop.Native.Layers;
using Interop.Parity.Comparison;
using Interop.Parity.Differences;
using Interop.Parity.Reports;
using Interop.TorchBridge;

namespace Interop.Parity.CommandLine;

/// <summary>
/// Compares two state files, or two runs, and finds the first layer that differs: for somebody whose port gives other numbers. Layers' outputs
/// that were saved as tensors, in order, are compared as well as weights are.
/// </summary>
internal static class DiffCommand
{
    /// <summary>The command.</summary>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var first = new Argument<string>("first") { Description = "A state file (.safetensors, .pt, .pth, .dat), a report.json, or the folder of one." };
        var second = new Argument<string>("second") { Description = "What to compare it with, of the same kind." };
        var relative = new Option<double>("--relative") { Description = "How far values may lie apart, in parts of the first.", DefaultValueFactory = _ => TolerancePolicy.Float32.Relative };
        var absolute = new Option<double>("--absolute") { Description = "How far values may lie apart besides.", DefaultValueFactory = _ => TolerancePolicy.Float32.Absolute };
        var bitwise = new Option<bool>("--bitwise") { Description = "Nothing but the same bits will do." };
        var all = new Option<bool>("--all") { Description = "Shows tensors that do not differ too." };
        var rename = new Option<string[]>("--rename") { Description = "A prefix of the second file's names and what stands for it in the first, as in 'net.0.=features.0.'; an empty one leaves it out." };
        var input = new Option<string?>("--input")
        {
            Description = "A file with a batch: compares what the layers of the first file's network give for it, with another model, with a state for the same network, or with outputs of layers saved by name.",
        };
        var command = new Command("diff", "Compares two model or state files, or two runs, and finds the first layer that differs.")
        {
            first, second, relative, absolute, bitwise, all, rename, input,
        };
        command.SetAction(result =>
        {
            try
            {
                var policy = result.GetValue(bitwise)
                    ? TolerancePolicy.Bitwise
                    : new TolerancePolicy("as asked", result.GetValue(relative), result.GetValue(absolute), "Given on the command line.");
                var (one, other) = (Resolve(result.GetRequiredValue(first)), Resolve(result.GetRequiredValue(second)));
                if (IsReport(one) && IsReport(other))
                {
                    return Runs(one, other, new Display(output));
                }

                var names = Names(result.GetValue(rename) ?? []);
                var difference = result.GetValue(input) is { } batch ? Outputs(one, other, batch, names, policy) : States(one, other, names, policy);
                DifferenceTables.Show(new Display(output), difference, result.GetValue(all));
                return difference.Same ? 0 : 1;
            }
            catch (Exception failure) when (failure is IOException or InvalidDataException or NetworkException or TorchFileException or ArgumentException or UnauthorizedAccessException)
            {
                error.WriteLine(failure.Message);
                return 2;
            }
        });
        return command;
    }

    private static int Runs(string first, string second, Display display)
    {
        var difference = RunDifference.Of(RunRecord.Read(first), RunRecord.Read(second));
        DifferenceTables.Show(display, difference);
        return difference.Same ? 0 : 1;
    }

    private static StateDifference States(string first, string second, NameMap names, TolerancePolicy policy) => StateDifference.Of(
        TorchStateFile.Read(first).Rename(NameMap.Unwrapped), TorchStateFile.Read(second).Rename(NameMap.Unwrapped).Rename(names), policy);

    private static StateDifference Outputs(string first, string second, string input, NameMap names, TolerancePolicy policy)
    {
        var (own, other) = LayerOutputs.Of(first, second, input, names);
        return StateDifference.Of(own, other, policy, areOutputs: true);
    }

    private static NameMap Names(string[] renames) => renames.Aggregate(
        NameMap.Same,
        (names, rename) => rename.Split('=') is [{ Length: > 0 } prefix, var replacement]
            ? names.WithPrefixReplaced(prefix, replacement)
            : throw new ArgumentException($"--rename takes 'prefix=replacement', got '{rename}'."));

    private static string Resolve(string path) => Directory.Exists(path) ? Path.Combine(path, "report.json") : path;

    private static bool IsReport(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
}
