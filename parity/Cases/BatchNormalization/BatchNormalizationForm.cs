namespace Interop.Parity.Cases.BatchNormalization;

/// <summary>What a batch normalization has and keeps.</summary>
internal enum BatchNormalizationForm
{
    /// <summary>γ, β, and running statistics that fade.</summary>
    Plain,

    /// <summary>Neither γ nor β: PyTorch's affine=False.</summary>
    WithoutAffine,

    /// <summary>No running statistics, so that use normalizes by its own batch: PyTorch's track_running_stats=False.</summary>
    WithoutStatistics,

    /// <summary>Running statistics that are the plain mean over all batches: PyTorch's momentum=None.</summary>
    Cumulative,
}
