namespace Interop.Native.Losses;

/// <summary>How the losses of a batch's items become one number. An item is an element (mean squared error) or a sample (categorical cross-entropy).</summary>
public enum Reduction
{
    /// <summary>The mean over all items, by their weights where they have any: PyTorch's and Keras' default.</summary>
    Mean,

    /// <summary>The sum over all items.</summary>
    Sum,

    /// <summary>The sum over all items divided by the number of samples: the decks' <c>1/N Σᵢ Σⱼ</c>, PyTorch's <c>batchmean</c>.</summary>
    BatchMean,

    /// <summary>No reduction: <see cref="Loss.ComputeEach"/> gives each item's loss; training on it minimises the sum.</summary>
    None,
}
