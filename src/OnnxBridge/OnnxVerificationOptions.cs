using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge;

/// <summary>How an exported model is held against the network it was made from.</summary>
public sealed class OnnxVerificationOptions
{
    /// <summary>
    /// The largest difference allowed, relative to the largest value of the same output. Null for what the network's numerics entail: 1e-5 under
    /// <see cref="Numerics.Strict"/>, where both engines round each float32 operation to 6e-8 and add up in different orders; 2e-4 under
    /// <see cref="Numerics.Fast"/>, where each convolution by Winograd's algorithm adds about 1e-5.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>The tolerance for a network: the one set, or else the one of its numerics.</summary>
    /// <param name="network">The network.</param>
    public double ToleranceFor(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Tolerance ?? (network.Numerics == Numerics.Fast ? 2e-4 : 1e-5);
    }

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
