namespace Interop.Cli;

/// <summary>A mistake to be told to whoever typed the command, without a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What was expected and what came.</param>
/// <param name="hint">How to go on; null where the message says it.</param>
internal sealed class CommandException(int exitCode, string message, string? hint = null) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>How to go on; null where the message says it.</summary>
    public string? Hint { get; } = hint;
}
