namespace Interop.Parity.Cases.Metrics;

/// <summary>What a metric compares.</summary>
internal enum MetricForm
{
    /// <summary>Rows of probabilities and class indices.</summary>
    Classes,

    /// <summary>Probabilities of labels, and zeros and ones.</summary>
    Labels,

    /// <summary>Numbers.</summary>
    Values,
}
