namespace Interop.Parity.Cases.Losses;

/// <summary>The losses that are compared.</summary>
internal enum LossKind
{
    /// <summary>torch.nn.functional.mse_loss.</summary>
    MeanSquaredError,

    /// <summary>torch.nn.functional.binary_cross_entropy, or binary_cross_entropy_with_logits.</summary>
    BinaryCrossentropy,

    /// <summary>torch.nn.functional.cross_entropy from logits; −Σ y log p from probabilities.</summary>
    CategoricalCrossentropy,
}
