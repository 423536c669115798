using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Interop.Cli.Commands;
using Interop.Cli.Output;

namespace Interop.Cli;

/// <summary>The command line: finds the command, runs it, and turns what goes wrong into a sentence and an exit code.</summary>
internal static class InteropCommandLine
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors and warnings go.</param>
    /// <param name="isTerminal">Whether somebody looks at the output as it comes.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error, bool isTerminal = false)
    {
        var commandOutput = new CommandOutput(output, error, isTerminal) { IsJson = arguments.Contains("--json") };
        try
        {
            var result = CreateRoot(commandOutput).Parse(arguments.Length == 0 ? ["--help"] : arguments);
            if (result.Errors.Count > 0 && result.Action is System.CommandLine.Invocation.ParseErrorAction)
            {
                throw UsageError(result);
            }

            return result.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception problem) when (ErrorReport.IsClosedPipe(problem))
        {
            return ExitCode.Success;
        }
        catch (Exception problem)
        {
            var report = ErrorReport.Of(problem);
            report.Write(commandOutput, problem);
            return report.ExitCode;
        }
    }

    /// <summary>The root of all commands.</summary>
    /// <param name="output">Where commands write.</param>
    public static RootCommand CreateRoot(CommandOutput output)
    {
        var root = new RootCommand("Trains, measures, runs and converts neural networks.")
        {
            new TrainCommand(output),
            new EvaluateCommand(output),
            new PredictCommand(output),
            new ExportCommand(output),
            new ImportCommand(output),
            new InspectCommand(output),
            new ConvertCommand(output),
            new DiffCommand(output),
            new ParityCommand(output),
            new BenchCommand(output),
            new CompletionCommand(output),
        };
        root.Options.Add(new Option<bool>("--json")
        {
            Description = "Write results as JSON, one object a line, for other programs to read.",
            Recursive = true,
        });
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples();
        }

        return root;
    }

    // The library tells of types by their names in .NET.
    private static string Describe(ParseError error)
    {
        if (error.SymbolResult is not OptionResult { Option: var option, Tokens: [var token, ..] } || !error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal))
        {
            return error.Message.TrimEnd('.') + ".";
        }

        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var what = type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(ulong) || type == typeof(uint) ? "a whole number of 0 or more"
            : type == typeof(double) || type == typeof(float) ? "a number"
            : "another value";
        return $"{option.Name} takes {what}, got '{token.Value}'.";
    }

    private static CommandException UsageError(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var unknown = result.UnmatchedTokens.FirstOrDefault(token => token.Length > 1);
        var names = command.Options.Concat(result.RootCommandResult.Command.Options).Select(option => option.Name)
            .Concat(command.Subcommands.Select(sub => sub.Name));
        var nearest = unknown is null ? null : Spelling.Nearest(unknown, names);
        var name = command is RootCommand ? "interop" : $"interop {command.Name}";

        // Of a command that is not known, everything behind it is unrecognized too; only the first word matters.
        var messages = command is RootCommand && unknown is not null
            ? [$"There is no command '{unknown}'."]
            : result.Errors.Select(Describe).Distinct();
        return new CommandException(
            ExitCode.Usage,
            string.Join(" ", messages),
            $"{(nearest is null ? "" : $"Did you mean '{nearest}'? ")}'{name} --help' shows what there is.");
    }
}
