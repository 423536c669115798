namespace Interop.Parity.Cases.Losses;

/// <summary>What a loss compares predictions with.</summary>
internal enum TargetForm
{
    /// <summary>Real numbers.</summary>
    Values,

    /// <summary>Zeros and ones.</summary>
    Labels,

    /// <summary>Minus ones and ones.</summary>
    Signs,

    /// <summary>Numbers in [0, 1).</summary>
    Fractions,

    /// <summary>Whole numbers from 0 to 4.</summary>
    Counts,

    /// <summary>The index of the class.</summary>
    Indices,

    /// <summary>A row with a single one.</summary>
    OneHot,

    /// <summary>A row of probabilities.</summary>
    Distributions,

    /// <summary>Logarithms of probabilities.</summary>
    LogProbabilities,
}
