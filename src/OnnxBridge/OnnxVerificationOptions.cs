using Interop.Native.Tensors;

namespace Interop.OnnxBridge;

/// <summary>How an exported model is held against the network it was made from.</summary>
public sealed class OnnxVerificationOptions
{
    /// <summary>
    /// The largest difference allowed, relative to the largest value of the same output: 1e-5. Both engines round each float32 operation to
    /// 6e-8 and add up in different orders.
    /// </summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>What to run, one batch for each input; null for random numbers.</summary>
    public IReadOnlyList<Tensor>? Inputs { get; init; }

    /// <summary>The number of random samples where no inputs are given.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>The seed of the random samples, drawn from N(0, 1).</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The folder for a reproduction where the two differ: the diverging layer as a model of its own, with what went in and what should have
    /// come out, laid out as ONNX's own node tests. Null for a folder beside the exported file, or none where there is no file.
    /// </summary>
    public string? ReproductionFolder { get; init; }
}
