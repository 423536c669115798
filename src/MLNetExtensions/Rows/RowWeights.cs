namespace Interop.MLNetExtensions.Rows;

/// <summary>How much a training row weighs: its example weight times the weight of its class.</summary>
/// <param name="HasExampleWeights">Whether rows have weights of their own.</param>
/// <param name="ClassWeights">A weight for each class; null for 1.</param>
internal sealed record RowWeights(bool HasExampleWeights, IReadOnlyList<float>? ClassWeights)
{
    /// <summary>Whether rows differ in weight at all.</summary>
    public bool AreUsed => HasExampleWeights || ClassWeights is not null;

    /// <summary>The weight of a row.</summary>
    /// <param name="exampleWeight">Its own weight.</param>
    /// <param name="targets">Its targets, of which the first is its class.</param>
    public float Of(float exampleWeight, ReadOnlySpan<float> targets) =>
        ClassWeights is null ? exampleWeight : exampleWeight * ClassWeights[(int)targets[0]];

    /// <summary>N / (K · n_k) for each class k: scikit-learn's "balanced". A class without rows weighs 0.</summary>
    /// <param name="counts">n_k, the number of rows of each class.</param>
    public static float[] Balanced(IReadOnlyList<long> counts)
    {
        var total = counts.Sum();
        return [.. counts.Select(count => count == 0 ? 0f : (float)((double)total / counts.Count / count))];
    }
}
