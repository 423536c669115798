using System.Globalization;
using System.Text;

namespace Interop.Native.Metrics;

/// <summary>Counts of answers by the class that was right (rows) and the class that was predicted (columns), and the figures they give.</summary>
public sealed class ConfusionTable
{
    private readonly double[,] _counts;

    /// <summary>Takes a copy of counts.</summary>
    /// <param name="counts">[C, C]: actual classes in rows, predicted classes in columns.</param>
    /// <exception cref="ArgumentException">The table is not square.</exception>
    public ConfusionTable(double[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.GetLength(0) != counts.GetLength(1))
        {
            throw new ArgumentException($"A confusion table is square, got [{counts.GetLength(0)}, {counts.GetLength(1)}].", nameof(counts));
        }

        _counts = (double[,])counts.Clone();
    }

    /// <summary>C, the number of classes.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>How often one class was right and another was predicted; sums of weights where samples have them.</summary>
    /// <param name="actual">The class that was right.</param>
    /// <param name="predicted">The class that was predicted.</param>
    public double this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The number of answers.</summary>
    public double Total => _counts.Cast<double>().Sum();

    /// <summary>The share of answers that are right; NaN if there are none.</summary>
    public double Accuracy => Enumerable.Range(0, Classes).Sum(c => _counts[c, c]) / Total;

    /// <summary>How often a class was right.</summary>
    /// <param name="c">The class.</param>
    public double Support(int c) => Enumerable.Range(0, Classes).Sum(predicted => _counts[c, predicted]);

    /// <summary>How often a class was predicted.</summary>
    /// <param name="c">The class.</param>
    public double Predicted(int c) => Enumerable.Range(0, Classes).Sum(actual => _counts[actual, c]);

    /// <summary>Of the answers that say a class, the share that are right; 0 if there are none.</summary>
    /// <param name="c">The class.</param>
    public double Precision(int c) => Predicted(c) == 0 ? 0 : _counts[c, c] / Predicted(c);

    /// <summary>Of the samples of a class, the share that are found; 0 if there are none.</summary>
    /// <param name="c">The class.</param>
    public double Recall(int c) => Support(c) == 0 ? 0 : _counts[c, c] / Support(c);

    /// <summary>The harmonic mean of precision and recall; 0 if the class does not occur.</summary>
    /// <param name="c">The class.</param>
    public double F1(int c) => Support(c) + Predicted(c) == 0 ? 0 : 2 * _counts[c, c] / (Support(c) + Predicted(c));

    /// <summary>The counts as an array, [actual, predicted].</summary>
    public double[,] ToArray() => (double[,])_counts.Clone();

    /// <summary>The table with the recall of each row and the precision of each column.</summary>
    public override string ToString() => ToString(null);

    /// <summary>The table with the recall of each row and the precision of each column.</summary>
    /// <param name="names">The names of the classes; null for their numbers.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public string ToString(IReadOnlyList<string>? names)
    {
        if (names is not null && names.Count != Classes)
        {
            throw new ArgumentException($"The table has {Classes} classes, got {names.Count} names.", nameof(names));
        }

        names ??= [.. Enumerable.Range(0, Classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        const string corner = "actual \\ predicted";
        const string last = "precision";
        var head = Math.Max(corner.Length, names.Append(last).Max(name => name.Length));
        var width = Math.Max(6, names.Append("").Max(name => name.Length));
        width = Math.Max(width, _counts.Cast<double>().Append(0).Max(count => Count(count).Length));

        var text = new StringBuilder();
        AppendRow(text, head, width, corner, [.. names, "recall"]);
        for (var actual = 0; actual < Classes; actual++)
        {
            var row = actual;
            AppendRow(
                text, head, width, names[actual], [.. Enumerable.Range(0, Classes).Select(predicted => Count(_counts[row, predicted])), Share(Recall(actual))]);
        }

        AppendRow(text, head, width, last, [.. Enumerable.Range(0, Classes).Select(c => Share(Precision(c))), Share(Accuracy)]);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, int head, int width, string name, IEnumerable<string> cells)
    {
        text.Append(name.PadRight(head));
        foreach (var cell in cells)
        {
            text.Append("  ").Append(cell.PadLeft(width));
        }

        text.Append('\n');
    }

    private static string Count(double count) => count.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);
}
