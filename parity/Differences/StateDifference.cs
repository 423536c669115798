using Interop.Parity.Comparison;
using Interop.TorchBridge;

namespace Interop.Parity.Differences;

/// <summary>Two state files compared, tensor by tensor, in the order of the first.</summary>
/// <param name="Tensors">The tensors: those of the first file in its order, then those that only the second has.</param>
/// <param name="AreOutputs">Whether the tensors are the outputs of layers, and named like them; otherwise they are a layer's parameters.</param>
internal sealed record StateDifference(IReadOnlyList<TensorDifference> Tensors, bool AreOutputs)
{
    /// <summary>The layers in order, each with its tensors.</summary>
    public IEnumerable<IGrouping<string, TensorDifference>> Layers => Tensors.GroupBy(LayerOf);

    /// <summary>The first layer that differs; null where none does.</summary>
    public string? FirstLayer => Tensors.FirstOrDefault(tensor => tensor.Differs) is { } tensor ? LayerOf(tensor) : null;

    /// <summary>Whether nothing differs by more than the policy allows.</summary>
    public bool Same => FirstLayer is null;

    /// <summary>Compares two states.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="policy">How far values may lie apart.</param>
    /// <param name="areOutputs">Whether the tensors are the outputs of layers.</param>
    public static StateDifference Of(TorchState first, TorchState second, TolerancePolicy policy, bool areOutputs = false)
    {
        var names = first.Names.Concat(second.Names.Where(name => !first.Tensors.ContainsKey(name)));
        return new StateDifference(
        [
            .. names.Select(name => TensorDifference.Of(name, first.Tensors.GetValueOrDefault(name), second.Tensors.GetValueOrDefault(name), policy)),
        ],
        areOutputs);
    }

    // A parameter is named layer.parameter.
    private string LayerOf(TensorDifference tensor) =>
        !AreOutputs && tensor.Name.LastIndexOf('.') is var dot && dot > 0 ? tensor.Name[..dot] : tensor.Name;
}
