namespace Interop.Data.Tables;

/// <summary>A column that is predicted from, with what must be known of it to encode another file's values the same way.</summary>
/// <param name="Name">Its name in the header, or its position.</param>
/// <param name="Kind">What it holds.</param>
public sealed record TableColumn(string Name, TableColumnKind Kind)
{
    /// <summary>What takes the place of missing numbers: their column's mean.</summary>
    public float Fill { get; init; }

    /// <summary>μ of a column of numbers; 0 where values are not standardized, and before it was measured.</summary>
    public float Mean { get; init; }

    /// <summary>σ of a column of numbers; 1 where values are not standardized, and before it was measured.</summary>
    public float Deviation { get; init; } = 1;

    /// <summary>The texts of a column of categories, in the order of its features.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>How many features it becomes.</summary>
    public int Width => Kind == TableColumnKind.Number ? 1 : Categories.Count;
}
