using Interop.Native.Files;

namespace Interop.TorchBridge;

/// <summary>What an optimizer remembered of one parameter.</summary>
/// <param name="Step">t, the number of updates; null where the optimizer does not count them, as SGD.</param>
/// <param name="Slots">Tensors of the parameter's shape by PyTorch's names: <c>exp_avg</c>, <c>momentum_buffer</c> …</param>
/// <param name="Scalars">Single numbers by PyTorch's names: <c>mu_product</c>.</param>
public sealed record TorchParameterState(
    long? Step, IReadOnlyDictionary<string, StoredTensor> Slots, IReadOnlyDictionary<string, double> Scalars);
