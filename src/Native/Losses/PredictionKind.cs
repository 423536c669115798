namespace Interop.Native.Losses;

/// <summary>What the numbers of a prediction say, which a loss knows and a metric needs to know.</summary>
public enum PredictionKind
{
    /// <summary>Not said: one output is taken for a label, several for the classes of one.</summary>
    Unknown,

    /// <summary>Values to come close to: regression.</summary>
    Values,

    /// <summary>Each element is a yes-or-no answer of its own: binary and multi-label classification.</summary>
    Labels,

    /// <summary>The elements along the class axis are the classes of one answer: single-label classification.</summary>
    Classes,
}
