namespace Interop.Parity.Cases.Optimizers;

/// <summary>The optimizers that are compared.</summary>
internal enum OptimizerKind
{
    /// <summary>torch.optim.SGD.</summary>
    SGD,

    /// <summary>torch.optim.Adam.</summary>
    Adam,
}
