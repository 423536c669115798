using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Interop.Cli.Commands;

/// <summary>The usual help, then examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        new HelpAction { MaxWidth = 110 }.Invoke(parseResult);
        if (parseResult.CommandResult.Command is InteropCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  # {example.Says}");
                output.WriteLine($"  {example.Line}");
            }

            output.WriteLine();
        }
        else
        {
            output.WriteLine("Begin with a table: interop train samples/data/iris.csv");
            output.WriteLine("Each command shows its options and examples: interop train --help");
            output.WriteLine();
        }

        return ExitCode.Success;
    }
}
