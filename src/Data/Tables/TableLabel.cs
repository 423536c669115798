namespace Interop.Data.Tables;

/// <summary>The column that is predicted.</summary>
/// <param name="Name">Its name in the header, or its position.</param>
/// <param name="Kind">Classes or a number.</param>
public sealed record TableLabel(string Name, CsvLabelKind Kind)
{
    /// <summary>The classes as they are shown, by index; empty where it is a number.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The classes as they stand in the file, by index: other than <see cref="ClassNames"/> where a first line names them.</summary>
    public IReadOnlyList<string> ClassValues { get; init; } = [];

    /// <summary>μ of a number: a network that was trained on standardized targets gives <c>(y − μ)/σ</c>; 0 where it was not.</summary>
    public float Mean { get; init; }

    /// <summary>σ of a number; 1 where targets are not standardized.</summary>
    public float Deviation { get; init; } = 1;
}
