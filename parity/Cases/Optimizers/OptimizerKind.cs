namespace Interop.Parity.Cases.Optimizers;

/// <summary>The optimizers that are compared: those of torch.optim with the same name.</summary>
internal enum OptimizerKind
{
    /// <summary>torch.optim.SGD.</summary>
    SGD,

    /// <summary>torch.optim.Adam.</summary>
    Adam,

    /// <summary>torch.optim.AdamW.</summary>
    AdamW,

    /// <summary>torch.optim.Adamax.</summary>
    Adamax,

    /// <summary>torch.optim.NAdam.</summary>
    NAdam,

    /// <summary>torch.optim.RAdam.</summary>
    RAdam,

    /// <summary>torch.optim.Adagrad.</summary>
    Adagrad,

    /// <summary>torch.optim.Adadelta.</summary>
    Adadelta,

    /// <summary>torch.optim.RMSprop.</summary>
    RMSprop,
}
