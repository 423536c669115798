namespace Interop.Parity.Cases.Clipping;

/// <summary>How gradients are limited.</summary>
internal enum ClippingKind
{
    /// <summary>Each number: torch.nn.utils.clip_grad_value_.</summary>
    Value,

    /// <summary>Each parameter's norm: torch.nn.utils.clip_grad_norm_ of one parameter at a time.</summary>
    Norm,

    /// <summary>The norm of all together: torch.nn.utils.clip_grad_norm_.</summary>
    GlobalNorm,
}
