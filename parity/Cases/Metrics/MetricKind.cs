namespace Interop.Parity.Cases.Metrics;

/// <summary>The metrics that are compared. TorchSharp has none: their definitions in its operations, in float64.</summary>
internal enum MetricKind
{
    /// <summary>The share of right answers.</summary>
    Accuracy,

    /// <summary>The share of samples whose labels are all right.</summary>
    ExactMatch,

    /// <summary>The share of answers whose class is among the k largest.</summary>
    TopK,

    /// <summary>How much of what was found is right.</summary>
    Precision,

    /// <summary>How much of what is right was found.</summary>
    Recall,

    /// <summary>The harmonic mean of both.</summary>
    F1,

    /// <summary>How often each class was answered with each.</summary>
    Confusion,

    /// <summary>The area under the ROC curve.</summary>
    Auc,

    /// <summary>The logarithmic loss.</summary>
    LogLoss,

    /// <summary>The coefficient of determination.</summary>
    RSquared,
}
