namespace Interop.TorchBridge.Pickles;

/// <summary>A pickled dict or OrderedDict: values by key, in the order of the file.</summary>
internal sealed class PickleDictionary
{
    /// <summary>The values by key.</summary>
    public OrderedDictionary<PickleKey, object?> Items { get; } = [];

    /// <summary>The value under a text, or null.</summary>
    public object? this[string key] => Items.GetValueOrDefault(new PickleKey(key, 0));
}
