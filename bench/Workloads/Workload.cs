using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;

namespace Interop.Bench.Workloads;

/// <summary>A network that all peers build alike, with what trains it.</summary>
/// <param name="Name">The name, the same in <c>torch_peer.py</c>.</param>
/// <param name="Create">Makes the network.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Optimizer">Makes the optimizer.</param>
/// <param name="IsTrainingOnly">Whether its inference is another workload's already.</param>
internal sealed record Workload(
    string Name, Func<Sequential> Create, Shape Input, int Classes, Func<Optimizer> Optimizer, bool IsTrainingOnly = false)
{
    /// <summary>The batches that are trained on.</summary>
    public IReadOnlyList<int> TrainingBatches { get; init; } = [32, 128];

    /// <summary>The batches that are predicted.</summary>
    public IReadOnlyList<int> InferenceBatches { get; init; } = [1, 32, 128];

    /// <summary>Multiply-adds of one sample's forward pass.</summary>
    public required double MultiplyAdds { get; init; }

    /// <summary>The number of trainable values.</summary>
    public required double Parameters { get; init; }

    /// <summary>Bytes that one update moves for each parameter beyond the products: the optimizer's reads and writes.</summary>
    public required double UpdateBytesPerParameter { get; init; }

    /// <summary>Multiply-adds of the first layer, whose input needs no gradient.</summary>
    public required double FirstLayerMultiplyAdds { get; init; }
}
