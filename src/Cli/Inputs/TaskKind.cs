namespace Interop.Cli.Inputs;

/// <summary>What a network is to learn.</summary>
internal enum TaskKind
{
    /// <summary>Which of several classes.</summary>
    Classification,

    /// <summary>A number.</summary>
    Regression,
}
