namespace Interop.Parity.Cases.Losses;

/// <summary>The losses that are compared.</summary>
internal enum LossKind
{
    /// <summary>torch.nn.functional.mse_loss.</summary>
    MeanSquaredError,

    /// <summary>torch.nn.functional.l1_loss.</summary>
    MeanAbsoluteError,

    /// <summary>torch.nn.functional.huber_loss, its number δ.</summary>
    Huber,

    /// <summary>torch.nn.functional.smooth_l1_loss, its number β.</summary>
    SmoothL1,

    /// <summary>Keras' log_cosh: torch.log(torch.cosh(a − y)) in a form that does not overflow.</summary>
    LogCosh,

    /// <summary>torch.nn.functional.binary_cross_entropy, or binary_cross_entropy_with_logits.</summary>
    BinaryCrossentropy,

    /// <summary>torch.nn.functional.cross_entropy from logits; −Σ y log p from probabilities.</summary>
    CategoricalCrossentropy,

    /// <summary>torch.nn.functional.nll_loss.</summary>
    NegativeLogLikelihood,

    /// <summary>torchvision.ops.sigmoid_focal_loss, its number γ, and the same from probabilities.</summary>
    BinaryFocal,

    /// <summary>The focal loss of classes, its number γ: −α (1 − p)^γ log p of the target's class.</summary>
    CategoricalFocal,

    /// <summary>Keras' hinge and squared_hinge, its number the margin.</summary>
    Hinge,

    /// <summary>torch.nn.functional.multi_margin_loss, its number the margin.</summary>
    CategoricalHinge,

    /// <summary>torch.nn.functional.kl_div.</summary>
    KLDivergence,

    /// <summary>torch.nn.functional.poisson_nll_loss.</summary>
    Poisson,

    /// <summary>The negative of torch.nn.functional.cosine_similarity along the last axis.</summary>
    CosineSimilarity,
}
