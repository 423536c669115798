namespace Interop.MLNetExtensions;

/// <summary>How good several independent answers of yes or no are. Rows with a NaN among labels or scores are left out.</summary>
public sealed class MultiLabelMetrics
{
    internal MultiLabelMetrics(IReadOnlyList<double[]> labels, IReadOnlyList<double[]> scores, IReadOnlyList<bool[]> answers)
    {
        int[] rows = [.. Enumerable.Range(0, labels[0].Length).Where(row => labels.Concat(scores).All(column => !double.IsNaN(column[row])))];
        var count = labels.Count;
        bool Right(int label, int row) => (labels[label][row] > 0.5) == answers[label][row];
        SubsetAccuracy = Average(rows, row => Enumerable.Range(0, count).All(label => Right(label, row)) ? 1 : 0);
        HammingLoss = Average(rows, row => Enumerable.Range(0, count).Count(label => !Right(label, row)) / (double)count);
        (int Both, int Yes, int Answered)[] counts =
        [
            .. Enumerable.Range(0, count).Select(label => (
                rows.Count(row => labels[label][row] > 0.5 && answers[label][row]),
                rows.Count(row => labels[label][row] > 0.5),
                rows.Count(row => answers[label][row]))),
        ];
        F1 = [.. counts.Select(each => FScore(each.Both, each.Yes, each.Answered))];
        MicroF1 = FScore(counts.Sum(each => each.Both), counts.Sum(each => each.Yes), counts.Sum(each => each.Answered));
        AreaUnderRocCurve = [.. Enumerable.Range(0, count).Select(label => Auc([.. rows.Select(row => (scores[label][row], labels[label][row] > 0.5))]))];
    }

    /// <summary>The share of rows all of whose answers are right.</summary>
    public double SubsetAccuracy { get; }

    /// <summary>The share of answers that are wrong.</summary>
    public double HammingLoss { get; }

    /// <summary>2 TP / (2 TP + FP + FN) of each label; 0 where there is no yes at all.</summary>
    public IReadOnlyList<double> F1 { get; }

    /// <summary>The mean of <see cref="F1"/>.</summary>
    public double MacroF1 => F1.Average();

    /// <summary>F1 of the answers of all labels taken together.</summary>
    public double MicroF1 { get; }

    /// <summary>The probability that a yes of each label scores above a no, ties counting half; NaN where a label has only one of them.</summary>
    public IReadOnlyList<double> AreaUnderRocCurve { get; }

    private static double Average(int[] rows, Func<int, double> of) => rows.Length == 0 ? double.NaN : rows.Average(of);

    private static double FScore(int both, int yes, int answered) => yes + answered == 0 ? 0 : 2.0 * both / (yes + answered);

    // The Mann-Whitney statistic, with the mean rank for ties.
    private static double Auc((double Score, bool IsYes)[] rows)
    {
        Array.Sort(rows, (left, right) => left.Score.CompareTo(right.Score));
        long yes = rows.LongCount(row => row.IsYes);
        var no = rows.Length - yes;
        double ranks = 0;
        for (var start = 0; start < rows.Length;)
        {
            var end = start;
            while (end < rows.Length && rows[end].Score == rows[start].Score)
            {
                end++;
            }

            ranks += rows[start..end].Count(row => row.IsYes) * ((start + 1 + end) / 2.0);
            start = end;
        }

        return yes == 0 || no == 0 ? double.NaN : (ranks - (yes * (yes + 1) / 2.0)) / (yes * (double)no);
    }
}
