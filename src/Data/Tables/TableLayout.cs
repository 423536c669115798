using System.Globalization;
using System.Text;

namespace Interop.Data.Tables;

/// <summary>How a CSV file is laid out.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="Header">What the first record is.</param>
public sealed record TableLayout(char Separator, TableHeader Header)
{
    private const int LargestRecord = 1 << 20;
    private const int RowsToCompare = 1000;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The names of the classes that the first record gives, where it is <see cref="TableHeader.Counts"/>.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>
    /// Finds out by the first records: the separator is the one that occurs most in the first line. A first record of numbers is a row, and so is one
    /// with numbers whose every text occurs again in the same column of the next thousand rows, as no name of a column does.
    /// </summary>
    /// <param name="path">The file, plain or compressed (<c>.gz</c>).</param>
    /// <param name="separator">The separator where it is known.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged.</exception>
    public static TableLayout Detect(string path, char? separator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var chosen = separator ?? FindSeparator(path);
        using var source = new CsvSource(path, chosen, hasHeader: true, LargestRecord);
        if (source.Names.All(IsNumber))
        {
            return new TableLayout(chosen, TableHeader.None);
        }

        var features = source.Columns >= 4 && IsCount(source.Names[0]) && IsCount(source.Names[1])
            ? int.Parse(source.Names[1], CultureInfo.InvariantCulture)
            : -1;
        if (features > 0 && !source.Names.Skip(2).Any(IsNumber) && SecondRecordHas(path, chosen, features + 1))
        {
            return new TableLayout(chosen, TableHeader.Counts) { ClassNames = source.Names[2..] };
        }

        return new TableLayout(chosen, source.Names.Any(IsNumber) && OccursAgain(source) ? TableHeader.None : TableHeader.Names);
    }

    /// <summary>
    /// Finds out how a file is laid out that is read as another one was: where that had no names, a first record that has none of the names that stood in
    /// for them is a row.
    /// </summary>
    /// <param name="path">The file, plain or compressed (<c>.gz</c>).</param>
    /// <param name="schema">The columns.</param>
    /// <param name="separator">The separator where it is known.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged.</exception>
    public static TableLayout Detect(string path, TableSchema schema, char? separator = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var layout = Detect(path, separator);
        if (schema.UnnamedColumns is null || layout.Header != TableHeader.Names)
        {
            return layout;
        }

        using var source = new CsvSource(path, layout.Separator, hasHeader: true, LargestRecord);
        return schema.Columns.Any(column => source.Names.Contains(column.Name)) ? layout : layout with { Header = TableHeader.None };
    }

    /// <summary>The names of a file's columns: those of its header, or their positions counted from 1.</summary>
    internal static string[] NamesOf(CsvSource source) =>
        source.HasHeader ? source.Names : [.. Enumerable.Range(1, source.Columns).Select(position => $"column {position}")];

    /// <summary>Whether a field of the first record is a number.</summary>
    internal static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    internal CsvSource Open(string path, int largestRecord = LargestRecord) =>
        new(path, Separator, Header == TableHeader.Names, largestRecord, skipsFirst: Header == TableHeader.Counts);

    private static bool SecondRecordHas(string path, char separator, int fields)
    {
        using var source = new CsvSource(path, separator, hasHeader: false, LargestRecord, skipsFirst: true);
        return source.Columns == fields;
    }

    // Whether every text of the first record is a value of its column further down.
    private static bool OccursAgain(CsvSource source)
    {
        HashSet<int> open = [.. Enumerable.Range(0, source.Columns).Where(column => !IsNumber(source.Names[column]))];
        for (var row = 0; open.Count > 0 && row < RowsToCompare && source.Next(); row++)
        {
            if (source.Problem() is null)
            {
                open.RemoveWhere(column => Encoding.UTF8.GetString(source.Field(column)).Trim() == source.Names[column]);
            }
        }

        return open.Count == 0;
    }

    private static char FindSeparator(string path)
    {
        // With a separator that occurs nowhere, the first record is one field, which is the line but for its quotes.
        using var source = new CsvSource(path, '\u0001', hasHeader: true, LargestRecord);
        var line = source.Names[0];
        return Separators.MaxBy(candidate => line.Count(character => character == candidate));
    }

    private static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
