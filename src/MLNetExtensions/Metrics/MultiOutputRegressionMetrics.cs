namespace Interop.MLNetExtensions;

/// <summary>How good predictions of several numbers are, for each of them and on average. Rows with a NaN are left out of its target.</summary>
public sealed class MultiOutputRegressionMetrics
{
    internal MultiOutputRegressionMetrics(IReadOnlyList<double[]> labels, IReadOnlyList<double[]> scores)
    {
        RSquared = [.. labels.Zip(scores, RSquaredOf)];
        MeanAbsoluteError = [.. labels.Zip(scores, (label, score) => Mean(label, score, Math.Abs))];
        RootMeanSquaredError = [.. labels.Zip(scores, (label, score) => Math.Sqrt(Mean(label, score, difference => difference * difference)))];
    }

    /// <summary>R² of each target, <c>1 − Σ(y − ŷ)²/Σ(y − ȳ)²</c>.</summary>
    public IReadOnlyList<double> RSquared { get; }

    /// <summary>The mean of |y − ŷ| of each target.</summary>
    public IReadOnlyList<double> MeanAbsoluteError { get; }

    /// <summary>The root of the mean of (y − ŷ)² of each target.</summary>
    public IReadOnlyList<double> RootMeanSquaredError { get; }

    /// <summary>The mean of <see cref="RSquared"/>, scikit-learn's "uniform_average".</summary>
    public double AverageRSquared => RSquared.Average();

    private static double Mean(double[] labels, double[] scores, Func<double, double> of) =>
        labels.Zip(scores, (label, score) => of(label - score)).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    private static double RSquaredOf(double[] labels, double[] scores)
    {
        (double Label, double Score)[] pairs = [.. labels.Zip(scores).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second))];
        var mean = pairs.Length == 0 ? double.NaN : pairs.Average(pair => pair.Label);
        return 1 - (pairs.Sum(pair => Math.Pow(pair.Label - pair.Score, 2)) / pairs.Sum(pair => Math.Pow(pair.Label - mean, 2)));
    }
}
