namespace Interop.TorchBridge.Pickles;

/// <summary>A pickled tuple.</summary>
/// <param name="items">Its items.</param>
internal sealed class PickleTuple(object?[] items)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<object?> Items { get; } = items;
}
