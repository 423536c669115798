using System.Globalization;
using System.Text;

namespace Interop.Data;

/// <summary>What a field of a CSV file says.</summary>
internal static class CsvField
{
    /// <summary>Whether a field stands for a missing value: it is one of the markers, whatever its case and the spaces around it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="markers">What stands for a missing value, in ASCII.</param>
    public static bool IsMissing(ReadOnlySpan<byte> field, IReadOnlyList<string> markers)
    {
        field = field.Trim((byte)' ');
        for (var i = 0; i < markers.Count; i++)
        {
            // Compared byte by byte: longer than none of them is a number of use.
            if (field.Length == markers[i].Length && Ascii.EqualsIgnoreCase(field, markers[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The finite number that a field holds.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether it holds one.</returns>
    public static bool TryNumber(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
}
