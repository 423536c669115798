namespace Interop.Data.Tables;

/// <summary>How a table is looked at before it is trained on. What is not said is found out.</summary>
public sealed record TableOptions
{
    /// <summary>The column to predict; null for the last.</summary>
    public string? Label { get; init; }

    /// <summary>What the label holds; null to find out.</summary>
    public CsvLabelKind? LabelKind { get; init; }

    /// <summary>The columns to predict from; empty for all but the label.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The columns whose values are categories though all or most of them look like numbers.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>What stands between fields; null to find out.</summary>
    public char? Separator { get; init; }

    /// <summary>What the first record is; null to find out.</summary>
    public TableHeader? Header { get; init; }

    /// <summary>What becomes of rows in which a value is missing; with <see cref="MissingValues.Mean"/>, a category that is missing is none of the known ones.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Error;

    /// <summary>Whether rows with too few or too many fields, bad quotes or text in place of a number are left out and counted, instead of an error.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>A column of more different texts is left out: names and identifiers tell nothing about others.</summary>
    public int MostCategories { get; init; } = 50;

    /// <summary>A label of whole numbers with more different values is a number to predict, not a class.</summary>
    public int MostNumericClasses { get; init; } = 20;

    /// <summary>A label of text with more different values is an error.</summary>
    public int MostClasses { get; init; } = 1000;

    /// <summary>What stands for a missing value, without the spaces around it; case does not matter.</summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];
}
