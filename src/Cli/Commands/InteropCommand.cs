using System.CommandLine;
using Interop.Cli.Output;

namespace Interop.Cli.Commands;

/// <summary>A command with examples in its help.</summary>
internal abstract class InteropCommand : Command
{
    /// <summary>Makes the command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="output">Where it writes.</param>
    protected InteropCommand(string name, string description, CommandOutput output)
        : base(name, description)
    {
        Output = output;
        SetAction(Execute);
    }

    /// <summary>Command lines to learn from, each with what it does.</summary>
    public abstract IReadOnlyList<CommandExample> Examples { get; }

    /// <summary>Where it writes.</summary>
    protected CommandOutput Output { get; }

    /// <summary>Does what it is for.</summary>
    /// <param name="result">The arguments.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract int Execute(ParseResult result);
}
