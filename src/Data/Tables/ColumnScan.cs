using System.Globalization;
using System.Text;

namespace Interop.Data.Tables;

/// <summary>What is found out about one column of a table, row by row.</summary>
/// <param name="mostValues">How many different values are remembered.</param>
internal sealed class ColumnScan(int mostValues)
{
    // One value in ten, or a single one among at least three numbers, is text: a column of numbers with mistakes in it. More are names of things.
    private const int NumbersPerMistake = 9;
    private const int LeastNumbers = 3;
    private const int LongestText = 256;

    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>How many values are numbers.</summary>
    public long Numbers { get; private set; }

    /// <summary>How many are text.</summary>
    public long Texts { get; private set; }

    /// <summary>How many are missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Whether all numbers are whole ones.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Where the first text is, with the text, for messages; null where there is none.</summary>
    public (string Place, string Text)? FirstText { get; private set; }

    /// <summary>The different values, in order: of numbers by size, else by code units.</summary>
    public string[] Values => Texts == 0 ? NumericValues : [.. _numbers.Concat(_texts).Order(StringComparer.Ordinal)];

    /// <summary>The different values that are numbers, by size.</summary>
    public string[] NumericValues =>
        [.. _numbers.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture)).ThenBy(text => text, StringComparer.Ordinal)];

    /// <summary>Whether there are more different values than are remembered.</summary>
    public bool HasMoreValues => _numbers.Count + _texts.Count > mostValues;

    /// <summary>Whether there are more different numbers than are remembered.</summary>
    public bool HasMoreNumbers => _numbers.Count > mostValues;

    /// <summary>Whether the column holds numbers, be it with some mistakes.</summary>
    public bool IsNumber => Texts == 0 || (Numbers >= LeastNumbers && Texts <= Math.Max(1, Numbers / NumbersPerMistake));

    /// <summary>Whether the column holds numbers and some of its values are none.</summary>
    public bool HasMistakes => Texts > 0 && IsNumber;

    /// <summary>Takes in a value.</summary>
    /// <param name="source">The file, at a row.</param>
    /// <param name="column">Which of its columns this is.</param>
    /// <param name="markers">What stands for a missing value.</param>
    public void Add(CsvSource source, int column, IReadOnlyList<string> markers)
    {
        var field = source.Field(column);
        if (CsvField.IsMissing(field, markers))
        {
            Missing++;
            return;
        }

        if (CsvField.TryNumber(field, out var number))
        {
            Numbers++;
            IsWhole &= number == MathF.Truncate(number);
            Remember(_numbers, field.Trim((byte)' '));
            return;
        }

        Texts++;
        FirstText ??= (source.Place(column, ""), CsvSource.Excerpt(field));
        Remember(_texts, field.Trim((byte)' '));
    }

    // Without a string for values that are known already.
    private void Remember(HashSet<string> values, ReadOnlySpan<byte> field)
    {
        if (values.Count > mostValues)
        {
            return;
        }

        if (field.Length > LongestText)
        {
            values.Add(Encoding.UTF8.GetString(field));
            return;
        }

        Span<char> characters = stackalloc char[LongestText];
        var count = Encoding.UTF8.GetChars(field, characters);
        values.GetAlternateLookup<ReadOnlySpan<char>>().Add(characters[..count]);
    }
}
