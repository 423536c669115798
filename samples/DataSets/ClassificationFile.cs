using System.Globalization;
using Interop.Native.Tensors;

namespace Interop.Samples.Data;

/// <summary>
/// The form that iris, wine and breast cancer share: a first line with the numbers of rows and of measures and the names of the classes,
/// then a line for each sample with its measures and its class.
/// </summary>
internal static class ClassificationFile
{
    /// <summary>Reads such a file.</summary>
    /// <param name="name">The data set's name.</param>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many samples it must have.</param>
    /// <param name="features">How many measures.</param>
    /// <param name="classes">How many classes.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names the place.</exception>
    public static SampleData Read(string name, string path, int rows, int features, int classes)
    {
        var table = CsvTable.Read(path, rows, features + 1, hasHeader: true);
        string[] expected = [rows.ToString(CultureInfo.InvariantCulture), features.ToString(CultureInfo.InvariantCulture)];
        if (table.Header.Count != classes + 2 || !table.Header.Take(2).SequenceEqual(expected))
        {
            throw table.Error(
                1, null, $"expected '{rows},{features}' and the names of {classes} classes, got '{string.Join(',', table.Header)}'");
        }

        return new SampleData(name, Measures(table, features), Tensor.FromClasses(table.Classes(features, classes)), [.. table.Header.Skip(2)]);
    }

    /// <summary>The first columns of a table as [N, features].</summary>
    /// <param name="table">The table.</param>
    /// <param name="features">How many columns.</param>
    public static Tensor Measures(CsvTable table, int features)
    {
        var tensor = new Tensor([table.Rows.Count, features]);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            table.Rows[row].AsSpan(0, features).CopyTo(tensor.Span[(row * features)..]);
        }

        return tensor;
    }
}
