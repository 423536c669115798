using System.CommandLine;
using Interop.Parity.Cases;
using Interop.Parity.Components;
using Interop.Parity.Engines;
using Interop.Parity.Recording;

namespace Interop.Parity.CommandLine;

/// <summary>The commands: <c>run</c>, which is also what happens without one, <c>list</c>, <c>record</c> and <c>components</c>.</summary>
internal static class ParityCommandLine
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="configuration">Where output goes; null for the console.</param>
    /// <returns>0 if all went well, otherwise 1.</returns>
    public static int Run(string[] arguments, InvocationConfiguration? configuration = null)
    {
        var output = configuration?.Output ?? Console.Out;
        var error = configuration?.Error ?? Console.Error;
        var root = new RootCommand("Trains on handwritten digits, exports to ONNX and compares; then holds the engine to references of TorchSharp.")
        {
            RunCommand.Create(output, error),
            ListCommand(output),
            RecordCommand(output, error),
            ComponentsCommand(output),
        };
        RunCommand.AddTo(root, output, error);
        return root.Parse(arguments).Invoke(configuration);
    }

    /// <summary>The option that picks cases.</summary>
    public static Option<string?> FilterOption() => new("--filter")
    {
        Description = "Only cases whose name contains this text; with a * it must match the whole name, as in 'losses/*mean*'.",
    };

    private static Command ListCommand(TextWriter output)
    {
        var filter = FilterOption();
        var command = new Command("list", "Lists the cases.") { filter };
        command.SetAction(result =>
        {
            var cases = CaseCatalog.Matching(result.GetValue(filter));
            foreach (var parityCase in cases)
            {
                output.WriteLine($"{parityCase.FullName}: {string.Join("; ", parityCase.Parameters.Select(parameter => $"{parameter.Name} {parameter.Value}"))}");
            }

            output.WriteLine($"{cases.Count} cases");
            return 0;
        });
        return command;
    }

    private static Command ComponentsCommand(TextWriter output)
    {
        var command = new Command("components", "Writes docs/components.md from the engine's own documentation.");
        command.SetAction(_ =>
        {
            File.WriteAllText(ReferenceFolder.ComponentsPage, ComponentPage.Text());
            output.WriteLine(ReferenceFolder.ComponentsPage);
            return 0;
        });
        return command;
    }

    private static Command RecordCommand(TextWriter output, TextWriter error)
    {
        var filter = FilterOption();
        var native = new Option<string>("--over")
        {
            Description = "What TorchSharp runs on, such as 'libtorch 1.13.1 (built from source)'; it does not say so itself.",
            Required = true,
        };
        var folder = new Option<string?>("--references") { Description = "Where to write; parity/references of the repository by default." };
        var command = new Command("record", "Records the families of the chosen cases from the live TorchSharp.") { filter, native, folder };
        command.SetAction(result =>
        {
            try
            {
                var total = Recorder.Record(
                    LiveEngines.TorchSharp(),
                    result.GetRequiredValue(native),
                    CaseCatalog.Matching(result.GetValue(filter)),
                    result.GetValue(folder) ?? ReferenceFolder.InRepository,
                    output.WriteLine);
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
}
