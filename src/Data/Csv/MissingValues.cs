namespace Interop.Data;

/// <summary>What becomes of a row in which a value is missing.</summary>
public enum MissingValues
{
    /// <summary>It is an error, or a bad row where those are skipped.</summary>
    Error,

    /// <summary>The row is left out and counted.</summary>
    SkipRow,

    /// <summary>A feature takes a given value; a missing label is an error.</summary>
    Fill,

    /// <summary>A feature takes the mean of its column over the rows that have it; a missing label is an error.</summary>
    Mean,
}
