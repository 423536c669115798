namespace Interop.Native.Losses;

/// <summary>How the losses of a batch's items become one number. An item is an element (mean squared error) or a sample (categorical cross-entropy).</summary>
public enum Reduction
{
    /// <summary>
    /// The mean over all items: PyTorch's and Keras' default. Class weights and ignored items count in the divisor, as in PyTorch; sample
    /// weights do not, as in Keras.
    /// </summary>
    Mean,

    /// <summary>The sum over all items.</summary>
    Sum,

    /// <summary>The sum over all items divided by the number of samples: the decks' <c>1/N Σᵢ Σⱼ</c>, PyTorch's <c>batchmean</c>.</summary>
    BatchMean,

    /// <summary>The sum over all items divided by the sum of all their weights, sample weights included: Keras' <c>mean_with_sample_weight</c>.</summary>
    WeightedMean,

    /// <summary>No reduction: <see cref="Loss.ComputeEach"/> gives each item's loss; training on it minimises the sum.</summary>
    None,
}
