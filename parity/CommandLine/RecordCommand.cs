using System.CommandLine;
using Interop.Parity.Cases;
using Interop.Parity.Engines;
using Interop.Parity.Engines.PyTorch;
using Interop.Parity.Recording;

namespace Interop.Parity.CommandLine;

/// <summary>Records references from a live library, or the float64 truth.</summary>
internal static class RecordCommand
{
    /// <summary>The command.</summary>
    public static Command Create(TextWriter output, TextWriter error)
    {
        var filter = ParityCommandLine.FilterOption();
        var native = new Option<string?>("--over")
        {
            Description = "What TorchSharp runs on, such as 'libtorch 1.13.1 (built from source)'; it does not say so itself.",
        };
        var truth = new Option<bool>("--truth") { Description = "Records the float64 truth, from PyTorch in float64, instead of TorchSharp's results." };
        var pytorch = new Option<bool>("--pytorch") { Description = "Records PyTorch's results of what TorchSharp has not, or is known to have wrong." };
        var folder = new Option<string?>("--references") { Description = "Where to write; parity/references of the repository by default." };
        var command = new Command("record", "Records the families of the chosen cases from the live TorchSharp, or their truth.") { filter, native, truth, pytorch, folder };
        command.SetAction(result =>
        {
            try
            {
                var cases = CaseCatalog.Matching(result.GetValue(filter));
                var target = result.GetValue(folder) ?? ReferenceFolder.InRepository;
                var total = result.GetValue(truth) ? Truth(cases, target, output)
                    : result.GetValue(pytorch) ? FromPyTorch(cases, target, output)
                    : FromTorchSharp(cases, target, result.GetValue(native), output);
                output.WriteLine($"{total} cases recorded");
                return 0;
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException)
            {
                error.WriteLine(failure.Message);
                return 1;
            }
        });
        return command;
    }

    private static int FromTorchSharp(IReadOnlyList<ParityCase> cases, string folder, string? native, TextWriter output)
    {
        var source = LiveEngines.TorchSharp()
            ?? throw new InvalidOperationException($"References are recorded from a live library, and this build has no TorchSharp: {Backends.TorchSharp.Summary}");
        return native is null
            ? throw new InvalidOperationException("Name what TorchSharp runs on with --over, such as 'libtorch 1.13.1 (built from source)'; it does not say so itself.")
            : Recorder.Record(source, $"{source.Producer} over {native}", cases, folder, output.WriteLine);
    }

    private static int FromPyTorch(IReadOnlyList<ParityCase> cases, string folder, TextWriter output)
    {
        using var source = PyTorchEngine.Start()
            ?? throw new InvalidOperationException($"These results are recorded from a live PyTorch, and there is {PyTorchEngine.WhyNone}.");
        return Recorder.RecordPyTorch(source, cases, folder, output.WriteLine);
    }

    private static int Truth(IReadOnlyList<ParityCase> cases, string folder, TextWriter output)
    {
        using var source = PyTorchEngine.Start(isTruth: true)
            ?? throw new InvalidOperationException($"The truth is recorded from a live PyTorch, and there is {PyTorchEngine.WhyNone}.");
        return Recorder.RecordTruth(source, cases, folder, output.WriteLine);
    }
}
