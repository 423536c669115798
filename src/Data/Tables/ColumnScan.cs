using System.Globalization;
using System.Text;

namespace Interop.Data.Tables;

/// <summary>What is found out about one column of a table, row by row.</summary>
/// <param name="mostValues">How many different values are remembered.</param>
internal sealed class ColumnScan(int mostValues)
{
    // Where one value in ten or fewer is text among numbers, the column is one of numbers and those are mistakes.
    private const int NumbersPerMistake = 9;
    private const int LongestText = 256;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>How many values are numbers.</summary>
    public long Numbers { get; private set; }

    /// <summary>How many are text.</summary>
    public long Texts { get; private set; }

    /// <summary>How many are missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Whether all numbers are whole ones.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The different values, in order: of numbers by size, else by code units.</summary>
    public string[] Values => Texts == 0
        ? [.. _values.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture)).ThenBy(text => text, StringComparer.Ordinal)]
        : [.. _values.Order(StringComparer.Ordinal)];

    /// <summary>Whether there are more different values than are remembered.</summary>
    public bool HasMoreValues => _values.Count > mostValues;

    /// <summary>Whether the column holds numbers, be it with some mistakes.</summary>
    public bool IsNumber => Texts == 0 || (Numbers >= NumbersPerMistake * Texts && HasMoreValues);

    /// <summary>Takes in a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="markers">What stands for a missing value.</param>
    public void Add(ReadOnlySpan<byte> field, IReadOnlyList<string> markers)
    {
        if (CsvField.IsMissing(field, markers))
        {
            Missing++;
            return;
        }

        if (CsvField.TryNumber(field, out var number))
        {
            Numbers++;
            IsWhole &= number == MathF.Truncate(number);
        }
        else
        {
            Texts++;
        }

        if (!HasMoreValues)
        {
            Remember(field.Trim((byte)' '));
        }
    }

    // Without a string for values that are known already.
    private void Remember(ReadOnlySpan<byte> field)
    {
        if (field.Length > LongestText)
        {
            _values.Add(Encoding.UTF8.GetString(field));
            return;
        }

        Span<char> characters = stackalloc char[LongestText];
        var count = Encoding.UTF8.GetChars(field, characters);
        _values.GetAlternateLookup<ReadOnlySpan<char>>().Add(characters[..count]);
    }
}
