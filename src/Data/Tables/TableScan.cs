using System.Globalization;

namespace Interop.Data.Tables;

/// <summary>What one look through a table finds out: its columns, its label, how many rows it has, and why it was taken so.</summary>
/// <param name="Layout">How the file is laid out.</param>
/// <param name="Schema">The columns and the label, not measured yet.</param>
/// <param name="Rows">How many rows it has, bad ones included.</param>
/// <param name="Notes">What was decided without being said, one sentence each.</param>
public sealed record TableScan(TableLayout Layout, TableSchema Schema, long Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Looks through a file.</summary>
    /// <param name="path">The file, plain or compressed (<c>.gz</c>).</param>
    /// <param name="options">What is known of it; null for nothing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, has no rows, or not the columns that were named.</exception>
    /// <exception cref="TableRowException">A row is bad, or a column of numbers has text in it, and bad rows are not left out.</exception>
    public static TableScan Of(string path, TableOptions? options = null)
    {
        options ??= new TableOptions();
        var layout = TableLayout.Detect(path, options.Separator);
        if (options.Header is { } header)
        {
            layout = layout with { Header = header };
        }

        using var source = layout.Open(path);
        var names = TableLayout.NamesOf(source);
        var label = options.Label is null ? source.Columns - 1 : Find(path, names, options.Label);
        HashSet<int> ignored = [label, .. options.Ignored.Select(name => Find(path, names, name))];
        int[] features = options.Features.Count > 0
            ? [.. options.Features.Select(name => Find(path, names, name)).Where(column => column != label)]
            : [.. Enumerable.Range(0, source.Columns).Where(column => !ignored.Contains(column))];
        if (features.Length == 0)
        {
            throw new InvalidDataException(
                $"{path}, line 1: expected columns to predict from beside the label '{names[label]}', got {source.Columns} in all; is '{layout.Separator}' the separator?");
        }

        var scans = Enumerable.Range(0, source.Columns)
            .Select(column => new ColumnScan(column == label ? Math.Max(options.MostClasses, options.MostNumericClasses) : options.MostCategories))
            .ToArray();
        var rows = Scan(source, scans, options);
        if (rows == 0)
        {
            throw new InvalidDataException($"{path}: expected rows{(source.HasHeader ? " after the header" : "")}, got none.");
        }

        var notes = new List<string>();
        Note(notes, layout, source.Names, names[label], options);
        HashSet<int> categorical = [.. options.Categorical.Select(name => Find(path, names, name))];
        var columns = new List<TableColumn>();
        foreach (var column in features)
        {
            if (!categorical.Contains(column))
            {
                RequireNumbers(source, column, scans[column], options, isLabel: false, notes);
            }

            if (Describe(names[column], scans[column], categorical.Contains(column), options, notes) is { } described)
            {
                columns.Add(described);
            }
        }

        if (columns.Count == 0)
        {
            throw new InvalidDataException($"{path}: every column but the label was left out: {string.Join(" ", notes)}");
        }

        if (options.LabelKind != CsvLabelKind.Classes)
        {
            RequireNumbers(source, label, scans[label], options, isLabel: true, notes);
        }

        var schema = new TableSchema(columns, DescribeLabel(path, names[label], scans[label], layout, options, notes), options.Missing, options.MissingMarkers)
        {
            UnnamedColumns = source.HasHeader ? null : source.Columns,
        };
        return new TableScan(layout, schema, rows, notes);
    }

    /// <summary>The position of a column by its name, or by its position counted from 1, or from the end where negative.</summary>
    internal static int Find(string path, string[] names, string name)
    {
        if (names.Count(other => other == name) is var count && count > 0)
        {
            return count == 1
                ? Array.IndexOf(names, name)
                : throw new InvalidDataException($"{path}, line 1: {count} columns are named '{name}'; give the position of the one that is meant, counted from 1.");
        }

        if (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position))
        {
            var index = position < 0 ? position + names.Length : position - 1;
            if (index >= 0 && index < names.Length)
            {
                return index;
            }
        }

        throw new InvalidDataException(
            $"{path}, line 1: expected a column '{name}', got {names.Length}: {string.Join(", ", names.Take(30).Select(other => $"'{other}'"))}{(names.Length > 30 ? ", …" : "")}.");
    }

    private static long Scan(CsvSource source, ColumnScan[] scans, TableOptions options)
    {
        long rows = 0;
        while (source.Next())
        {
            rows++;
            if (source.Problem() is { } problem)
            {
                if (options.SkipBadRows)
                {
                    continue;
                }

                throw new TableRowException($"{problem}.", isMissing: false);
            }

            for (var column = 0; column < scans.Length; column++)
            {
                scans[column].Add(source, column, options.MissingMarkers);
            }
        }

        return rows;
    }

    // Where nearly all values are numbers, the others are mistakes: to make categories of all of them would spoil the column without a word.
    private static void RequireNumbers(CsvSource source, int column, ColumnScan scan, TableOptions options, bool isLabel, List<string> notes)
    {
        if (!scan.HasMistakes)
        {
            return;
        }

        var (place, text) = scan.FirstText!.Value;
        var name = source.HasHeader ? source.Names[column] : $"{column + 1}";
        var all = scan.Numbers + scan.Texts;
        if (!options.SkipBadRows)
        {
            throw new TableRowException($"{place}expected a number, as {scan.Numbers} of the column's {all} values are, got '{text}'.", name, isLabel);
        }

        notes.Add(
            $"Column '{TableLayout.NamesOf(source)[column]}' holds numbers, as {scan.Numbers} of its {all} values are; rows with text there, as '{text}', are left out.");
    }

    private static void Note(List<string> notes, TableLayout layout, string[] first, string label, TableOptions options)
    {
        if (options.Header is null && layout.Header == TableHeader.Names && first.Count(TableLayout.IsNumber) is var numbers && 2 * numbers >= first.Length)
        {
            notes.Add($"The first line is taken for names, though {numbers} of its {first.Length} fields are numbers; if it is a row, read the file without a header.");
        }

        if (options.Header is null && layout.Header != TableHeader.Names)
        {
            notes.Add(layout.Header == TableHeader.None
                ? "The first line holds values as the lines after it do, so the file has no header."
                : $"The first line counts rows and features and names the classes: {string.Join(", ", layout.ClassNames)}.");
        }

        if (options.Label is null)
        {
            notes.Add($"No label was named, so it is the last column, '{label}'.");
        }
    }

    private static TableColumn? Describe(string name, ColumnScan scan, bool isCategorical, TableOptions options, List<string> notes)
    {
        if (scan.Numbers + scan.Texts == 0)
        {
            notes.Add($"Column '{name}' is empty and was left out.");
            return null;
        }

        if (scan.IsNumber && !isCategorical)
        {
            return new TableColumn(name, TableColumnKind.Number);
        }

        if (scan.HasMoreValues)
        {
            notes.Add($"Column '{name}' has more than {options.MostCategories} different texts and was left out.");
            return null;
        }

        var values = scan.Values;
        var mixture = scan is { Numbers: > 0, Texts: > 0 } ? $"; {scan.Numbers} of its {scan.Numbers + scan.Texts} values are numbers" : "";
        notes.Add($"Column '{name}' has {values.Length} categories: {Some(values)}{mixture}.");
        return new TableColumn(name, TableColumnKind.Category) { Categories = values };
    }

    private static TableLabel DescribeLabel(
        string path, string name, ColumnScan scan, TableLayout layout, TableOptions options, List<string> notes)
    {
        if (scan.Numbers + scan.Texts == 0)
        {
            throw new InvalidDataException($"{path}: expected labels in column '{name}', every one is missing.");
        }

        // Texts among numbers are mistakes, unless it was said that these are classes.
        var isNumeric = scan.IsNumber && (scan.Texts == 0 || options.LabelKind != CsvLabelKind.Classes);
        var hasMore = isNumeric ? scan.HasMoreNumbers : scan.HasMoreValues;
        var values = hasMore ? [] : isNumeric ? scan.NumericValues : scan.Values;
        var looksLikeNumber = isNumeric && (!scan.IsWhole || hasMore || values.Length > options.MostNumericClasses);
        if (options.LabelKind is null)
        {
            var different = hasMore ? $"more than {options.MostClasses}" : $"{values.Length}";
            notes.Add((looksLikeNumber, isNumeric) switch
            {
                (true, _) => $"'{name}' is a number to predict (regression): it has {different} different values{(scan.IsWhole ? "" : ", not all whole")}.",
                (false, true) => $"'{name}' is a class (classification): it has {different} different whole numbers, {Some(values)}.",
                (false, false) => $"'{name}' is a class (classification): it has {different} different texts, {Some(values)}.",
            });
        }

        if ((options.LabelKind ?? (looksLikeNumber ? CsvLabelKind.Number : CsvLabelKind.Classes)) == CsvLabelKind.Number)
        {
            return new TableLabel(name, CsvLabelKind.Number);
        }

        if (hasMore)
        {
            throw new InvalidDataException(
                $"{path}: the label '{name}' has more than {options.MostClasses} different values, too many for classes; name another column, or predict it as a number.");
        }

        if (values.Length < 2)
        {
            throw new InvalidDataException($"{path}: the label '{name}' is '{values[0]}' in every row; there is nothing to tell apart.");
        }

        var areCounted = layout.Header == TableHeader.Counts && values.Length <= layout.ClassNames.Count
            && values.All(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < layout.ClassNames.Count);
        return areCounted
            ? new TableLabel(name, CsvLabelKind.Classes)
            {
                ClassNames = layout.ClassNames,
                ClassValues = [.. Enumerable.Range(0, layout.ClassNames.Count).Select(index => index.ToString(CultureInfo.InvariantCulture))],
            }
            : new TableLabel(name, CsvLabelKind.Classes) { ClassNames = values, ClassValues = values };
    }

    private static string Some(string[] values) => $"{string.Join(", ", values.Take(8))}{(values.Length > 8 ? $" and {values.Length - 8} more" : "")}";
}
