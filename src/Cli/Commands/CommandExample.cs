namespace Interop.Cli.Commands;

/// <summary>A command line to learn from.</summary>
/// <param name="Line">The line, with <c>interop</c> first.</param>
/// <param name="Says">What it does.</param>
internal sealed record CommandExample(string Line, string Says);
