namespace Interop.MLNetExtensions.Scoring;

/// <summary>How a network's outputs are read as scores and probabilities.</summary>
internal enum ScoreReading
{
    /// <summary>The outputs are the scores.</summary>
    Values,

    /// <summary>The outputs are the classes' logits: scores are their softmax.</summary>
    ClassLogits,

    /// <summary>The outputs are the logarithms of the classes' probabilities: scores are their exponentials.</summary>
    ClassLogProbabilities,

    /// <summary>The outputs are the logits of labels: they are the scores, and probabilities are their sigmoid.</summary>
    LabelLogits,

    /// <summary>The outputs are the probabilities of labels: scores are their logits, log(p / (1 − p)).</summary>
    LabelProbabilities,
}
