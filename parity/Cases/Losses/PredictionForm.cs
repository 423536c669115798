namespace Interop.Parity.Cases.Losses;

/// <summary>What the predictions of a loss are.</summary>
internal enum PredictionForm
{
    /// <summary>Real numbers, scores, or logarithms of rates.</summary>
    Values,

    /// <summary>Probabilities: of each element by itself, or rows that add up to 1; or rates.</summary>
    Probabilities,

    /// <summary>Logits, on which an activation is yet to act.</summary>
    Logits,

    /// <summary>Logarithms of probabilities.</summary>
    LogProbabilities,
}
