namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>
/// What a trainer reached on each fold of a repeated cross-validation: mean and standard error. The folds of one data set share most of their
/// training rows, so the error is Nadeau and Bengio's, √((1/n + tested/trained) s²) for n folds, not √(s²/n), which would claim too much
/// (Inference for the Generalization Error, Machine Learning 52, 2003).
/// </summary>
/// <param name="values">A figure for each fold, in the order of the folds.</param>
/// <param name="folds">The folds of one division.</param>
internal sealed class FoldFigures(IReadOnlyList<double> values, int folds)
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = values.Average();

    /// <summary>The standard error of the mean.</summary>
    public double StandardError
    {
        get
        {
            var variance = values.Sum(value => (value - Mean) * (value - Mean)) / (values.Count - 1);
            return Math.Sqrt(((1.0 / values.Count) + (1.0 / (folds - 1))) * variance);
        }
    }

    /// <summary>What these have more than others on the same folds.</summary>
    public FoldFigures Minus(FoldFigures others) => new([.. values.Zip(others.Values, (mine, theirs) => mine - theirs)], folds);

    /// <summary>Mean and standard error.</summary>
    public override string ToString() => $"{Mean:F4} ± {StandardError:F4}";

    private IReadOnlyList<double> Values => values;
}
