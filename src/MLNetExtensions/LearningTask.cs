namespace Interop.MLNetExtensions;

/// <summary>What a network is to learn, which decides its labels, its loss and the columns that it adds.</summary>
public enum LearningTask
{
    /// <summary>One class of K. The label is a key; the columns are Score (K probabilities) and PredictedLabel (a key).</summary>
    Multiclass,

    /// <summary>Yes or no. The label is a Boolean; the columns are Score (a logit), Probability and PredictedLabel.</summary>
    Binary,

    /// <summary>One number. The label is a Single; the column is Score.</summary>
    Regression,

    /// <summary>Several numbers at once. The label is a vector of Single; the column is Score, a vector.</summary>
    MultiOutputRegression,

    /// <summary>Several independent answers of yes or no. The label is a vector of Boolean or Single; the columns are Score, Probability and PredictedLabel, vectors.</summary>
    MultiLabel,
}
