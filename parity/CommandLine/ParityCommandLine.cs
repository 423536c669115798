using System.CommandLine;
using Interop.Parity.Cases;
using Interop.Parity.Components;
using Interop.Parity.Recording;

namespace Interop.Parity.CommandLine;

/// <summary>The commands: <c>run</c>, which is also what happens without one, <c>list</c>, <c>record</c>, <c>diff</c> and <c>components</c>.</summary>
internal static class ParityCommandLine
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="configuration">Where output goes; null for the console.</param>
    /// <returns>0 if all went well, 1 if something does not hold or differs, 2 if <c>diff</c> cannot read.</returns>
    public static int Run(string[] arguments, InvocationConfiguration? configuration = null)
    {
        var output = configuration?.Output ?? Console.Out;
        var error = configuration?.Error ?? Console.Error;
        var root = new RootCommand(
            """
            Trains on handwritten digits, exports to ONNX and compares; then holds the engine to references of TorchSharp.

            Started by:  dotnet run -c Release --project parity -- [command] [options]
            Exit codes:  0 everything holds, or diff finds nothing; 1 something does not hold or differs, or could not be done; 2 diff cannot read a file
            """)
        {
            RunCommand.Create(output, error),
            ListCommand(output),
            RecordCommand.Create(output, error),
            DiffCommand.Create(output, error),
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
}
