namespace Interop.Parity.Cases.Random;

/// <summary>The streams of random numbers that are compared.</summary>
internal enum StreamKind
{
    /// <summary>torch.rand, float32.</summary>
    Uniform,

    /// <summary>torch.randn, float32.</summary>
    Normal,

    /// <summary>torch.randperm.</summary>
    Permutation,

    /// <summary>All of them in turn from one generator.</summary>
    Mixed,
}
