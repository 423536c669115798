using Interop.Parity.Comparison;
using Interop.TorchBridge;

namespace Interop.Parity.Differences;

/// <summary>Two state files compared, tensor by tensor, in the order of the first.</summary>
/// <param name="Tensors">The tensors: those of the first file in its order, then those that only the second has.</param>
internal sealed record StateDifference(IReadOnlyList<TensorDifference> Tensors)
{
    /// <summary>The layers in order, each with its tensors.</summary>
    public IEnumerable<IGrouping<string, TensorDifference>> Layers => Tensors.GroupBy(tensor => tensor.Layer);

    /// <summary>The first layer that differs; null where none does.</summary>
    public string? FirstLayer => Tensors.FirstOrDefault(tensor => tensor.Differs)?.Layer;

    /// <summary>Whether nothing differs by more than the policy allows.</summary>
    public bool Same => FirstLayer is null;

    /// <summary>Compares two states.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    /// <param name="policy">How far values may lie apart.</param>
    public static StateDifference Of(TorchState first, TorchState second, TolerancePolicy policy)
    {
        var names = first.Names.Concat(second.Names.Where(name => !first.Tensors.ContainsKey(name)));
        return new StateDifference(
        [
            .. names.Select(name => TensorDifference.Of(name, first.Tensors.GetValueOrDefault(name), second.Tensors.GetValueOrDefault(name), policy)),
        ]);
    }
}
