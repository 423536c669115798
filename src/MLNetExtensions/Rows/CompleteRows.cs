using Interop.Native.Layers;

namespace Interop.MLNetExtensions.Rows;

/// <summary>The rows of which nothing is missing: others are left out and counted, or refused. It counts the rows of the pass opened last.</summary>
/// <param name="rows">All rows.</param>
/// <param name="policy">What happens to incomplete ones.</param>
internal sealed class CompleteRows(TrainingRows rows, MissingRows policy) : TrainingRows
{
    /// <inheritdoc/>
    public override int FeatureCount => rows.FeatureCount;

    /// <inheritdoc/>
    public override int TargetCount => rows.TargetCount;

    /// <inheritdoc/>
    public override bool HasWeights => rows.HasWeights;

    /// <inheritdoc/>
    public override long? ExpectedCount => rows.ExpectedCount;

    /// <summary>How many rows had no label.</summary>
    public long MissingTargets { get; private set; }

    /// <summary>How many rows had a label, but a feature or weight that is NaN or infinite.</summary>
    public long MissingFeatures { get; private set; }

    /// <inheritdoc/>
    public override TrainingRowReader Open()
    {
        (MissingTargets, MissingFeatures) = (0, 0);
        return new Reader(this, rows.Open());
    }

    private bool IsComplete(TrainingRowReader row)
    {
        var hasTargets = FiniteNumbers.AreAll(row.Targets);
        if (hasTargets && FiniteNumbers.AreAll(row.Values) && float.IsFinite(row.Weight))
        {
            return true;
        }

        if (policy == MissingRows.Refuse)
        {
            throw new NetworkException(
                $"Row {row.Position} has {(hasTargets ? "a feature or weight that is NaN or infinite" : "no label")}; " +
                $"replace missing values in the pipeline, or leave such rows out with {nameof(NeuralNetworkOptions)}.{nameof(NeuralNetworkOptions.MissingRows)} = {nameof(MissingRows.Skip)}.");
        }

        (MissingTargets, MissingFeatures) = hasTargets ? (MissingTargets, MissingFeatures + 1) : (MissingTargets + 1, MissingFeatures);
        return false;
    }

    private sealed class Reader(CompleteRows owner, TrainingRowReader inner) : TrainingRowReader
    {
        public override long Position => inner.Position;

        public override ReadOnlySpan<float> Values => inner.Values;

        public override ReadOnlySpan<int> Indices => inner.Indices;

        public override bool IsDense => inner.IsDense;

        public override ReadOnlySpan<float> Targets => inner.Targets;

        public override float Weight => inner.Weight;

        public override bool MoveNext()
        {
            while (inner.MoveNext())
            {
                if (owner.IsComplete(inner))
                {
                    return true;
                }
            }

            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
