namespace Interop.Parity.Cases.Initializers;

/// <summary>The initializers that are compared.</summary>
internal enum FillKind
{
    /// <summary>torch.nn.init.constant_: the value.</summary>
    Constant,

    /// <summary>torch.nn.init.uniform_: low and high.</summary>
    Uniform,

    /// <summary>torch.nn.init.normal_: mean and deviation.</summary>
    Normal,

    /// <summary>torch.nn.init.trunc_normal_: mean, deviation, low and high.</summary>
    TruncatedNormal,

    /// <summary>torch.nn.init.xavier_uniform_: the gain.</summary>
    XavierUniform,

    /// <summary>torch.nn.init.xavier_normal_: the gain.</summary>
    XavierNormal,

    /// <summary>torch.nn.init.kaiming_uniform_: the slope of the leaky ReLU.</summary>
    KaimingUniform,

    /// <summary>torch.nn.init.kaiming_normal_: the slope of the leaky ReLU.</summary>
    KaimingNormal,

    /// <summary>LeCun's uniform distribution, which is torch.nn.init.kaiming_uniform_ of a linear function.</summary>
    LecunUniform,

    /// <summary>LeCun's normal distribution, which is torch.nn.init.kaiming_normal_ of a linear function.</summary>
    LecunNormal,

    /// <summary>torch.nn.init.orthogonal_: the gain.</summary>
    Orthogonal,
}
