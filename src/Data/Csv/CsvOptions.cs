namespace Interop.Data;

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    /// <summary>Whether the first record names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between fields. Fields may be quoted, RFC 4180.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The column to predict; null where there is none.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>What the label column holds.</summary>
    public CsvLabelKind LabelKind { get; init; } = CsvLabelKind.Classes;

    /// <summary>The columns to predict from, in this order; null for all but the label, in the file's order.</summary>
    public IReadOnlyList<CsvColumn>? Features { get; init; }

    /// <summary>The classes in the order of their indices, as an earlier file's; null takes them from the file.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>How many classes there may be, so that a column of numbers is not taken for one of classes unnoticed.</summary>
    public int MostClasses { get; init; } = 1000;

    /// <summary>What becomes of rows in which a value is missing.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Error;

    /// <summary>The value that <see cref="MissingValues.Fill"/> gives.</summary>
    public float FillValue { get; init; }

    /// <summary>What stands for a missing value, without the spaces around it; case does not matter.</summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>Whether rows with too few or too many fields, bad quotes or text in place of a number are left out and counted, instead of an error.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>The largest record in bytes, so that an open quote does not swallow a whole file.</summary>
    public int LargestRecord { get; init; } = 1 << 20;

    /// <summary>How many bytes the numbers of a compressed file may take in memory; null for four times its own size and 64 MB.</summary>
    public long? LargestSize { get; init; }
}
