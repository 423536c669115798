using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.TorchBridge;

/// <summary>
/// Tensors by name, in order: PyTorch's <c>state_dict()</c> as it lies in a file, with the types of the file. Reading widens nothing;
/// <see cref="StoredTensor.ToTensor"/> does, when a network takes the values.
/// </summary>
public sealed class TorchState
{
    private readonly OrderedDictionary<string, StoredTensor> _tensors = [];

    /// <summary>The tensors by name, in the order in which they were added or stand in the file.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors => _tensors;

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _tensors.Keys;

    /// <summary>Texts beside the tensors; only safetensors files keep them.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the nearest names.</exception>
    public StoredTensor this[string name] => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new KeyNotFoundException($"The state has no tensor '{name}'; it has {Listing.Of(Names)}.");

    /// <summary>Adds a tensor with the type it is to have in a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, StoredTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tensor);
        if (!_tensors.TryAdd(name, tensor))
        {
            throw new ArgumentException($"The state has a tensor '{name}' already; give another name.", nameof(name));
        }
    }

    /// <summary>Adds a tensor as 32-bit floats, bit for bit.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, Tensor tensor) => Add(name, StoredTensor.From(tensor));

    /// <summary>The same tensors under other names.</summary>
    /// <param name="names">The rules; a tensor whose name they leave out is left out.</param>
    /// <exception cref="ArgumentException">Two tensors get the same name.</exception>
    public TorchState Rename(NameMap names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var renamed = new TorchState();
        foreach (var (name, tensor) in _tensors)
        {
            if (names.Apply(name) is not { } mapped)
            {
                continue;
            }

            if (!renamed._tensors.TryAdd(mapped, tensor))
            {
                throw new ArgumentException($"The rules give '{name}' the name '{mapped}', which another tensor has already.", nameof(names));
            }
        }

        foreach (var (key, value) in Metadata)
        {
            renamed.Metadata.Add(key, value);
        }

        return renamed;
    }
}
