namespace Interop.Data;

/// <summary>What the label column of a CSV file holds.</summary>
public enum CsvLabelKind
{
    /// <summary>Classes, as text or numbers; targets are class indices [N]. The order is that of the numbers, or of the text by code units.</summary>
    Classes,

    /// <summary>Numbers to predict; targets are [N, 1].</summary>
    Number,
}
