namespace Interop.Cli;

/// <summary>What the program's exit code says; docs/cli.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The program itself is at fault.</summary>
    public const int InternalError = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>Data or a file is missing, damaged, or not of the kind that is needed.</summary>
    public const int BadInput = 3;

    /// <summary>The network, its settings and the data do not go together.</summary>
    public const int BadConfiguration = 4;

    /// <summary>A file cannot be written, or may not be read.</summary>
    public const int FileAccess = 5;

    /// <summary>Everything ran, and what was compared differs.</summary>
    public const int Difference = 6;

    /// <summary>The training broke down: its loss is not a number.</summary>
    public const int Diverged = 7;

    /// <summary>Ctrl-C, once: stopped in order. What was trained is saved; a file of answers stays as it was.</summary>
    public const int Interrupted = 130;

    /// <summary>Ctrl-C, twice: stopped at once.</summary>
    public const int Aborted = 131;
}
