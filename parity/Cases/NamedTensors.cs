using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases;

/// <summary>Tensors by name, in the order in which they were added: a case's inputs, or what an engine made of them.</summary>
internal sealed class NamedTensors : IEnumerable<KeyValuePair<string, StoredTensor>>
{
    private readonly List<KeyValuePair<string, StoredTensor>> _tensors = [];

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _tensors.Select(pair => pair.Key);

    /// <summary>The tensor of a name, as stored.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public StoredTensor this[string name] => Find(name)
        ?? throw new ArgumentException($"There is no tensor '{name}'; there are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The tensor of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public StoredTensor? Find(string name) => _tensors.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>The tensor of a name as floats.</summary>
    /// <param name="name">The name.</param>
    public Tensor Floats(string name) => this[name].ToTensor();

    /// <summary>Adds a tensor.</summary>
    public void Add(string name, StoredTensor tensor) => _tensors.Add(new(name, tensor));

    /// <summary>Adds a tensor of floats.</summary>
    public void Add(string name, Tensor tensor) => Add(name, StoredTensor.From(tensor));

    /// <summary>Adds floats along one axis.</summary>
    public void Add(string name, ReadOnlySpan<float> values) => Add(name, Tensor.From(values));

    /// <summary>Adds one float.</summary>
    public void Add(string name, float value) => Add(name, Tensor.From([], [value]));

    /// <summary>Adds one whole number.</summary>
    public void Add(string name, long value) => Add(name, StoredTensor.From([], [value]));

    /// <summary>SHA-256 over names, types, shapes and bytes, in lower-case hexadecimal digits.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in _tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.Type} {tensor.Shape}\n"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, StoredTensor>> GetEnumerator() => _tensors.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
