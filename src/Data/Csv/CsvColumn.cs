using System.Globalization;

namespace Interop.Data;

/// <summary>A column of a CSV file: by its name in the header, or by its position. Text and whole numbers convert to it.</summary>
public readonly record struct CsvColumn
{
    private CsvColumn(string? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>Its name; null where it is given by position.</summary>
    public string? Name { get; }

    /// <summary>Its position, counted from 0; negative ones count from the end, −1 being the last.</summary>
    public int Index { get; }

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name, exactly as in the header.</param>
    public static CsvColumn Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, 0);
    }

    /// <summary>A column by its position.</summary>
    /// <param name="index">The position, counted from 0, or from the end where negative.</param>
    public static CsvColumn At(int index) => new(null, index);

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name, exactly as in the header.</param>
    public static implicit operator CsvColumn(string name) => Named(name);

    /// <summary>A column by its position.</summary>
    /// <param name="index">The position, counted from 0, or from the end where negative.</param>
    public static implicit operator CsvColumn(int index) => At(index);

    /// <summary>The name in quotes, or the position.</summary>
    public override string ToString() => Name is null ? Index.ToString(CultureInfo.InvariantCulture) : $"'{Name}'";
}
