using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>Gives the parameters of a network that is being built their values from a file; each is there once and has the shape the layer asks for.</summary>
/// <param name="file">The file's content.</param>
/// <param name="name">The file's name, for messages.</param>
/// <param name="others">The beginning of names that may be left over, since they are a checkpoint's.</param>
internal sealed class StoredParameters(SafetensorsFile file, string name, string others) : IParameterSource
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    Tensor IParameterSource.Take(string name, Shape shape) => Take(name, shape);

    /// <summary>Refuses a file with tensors that no layer asked for.</summary>
    /// <exception cref="InvalidDataException">There is such a tensor.</exception>
    public void CheckAllTaken()
    {
        var left = file.Names.FirstOrDefault(tensor => !_taken.Contains(tensor) && !tensor.StartsWith(others, StringComparison.Ordinal));
        if (left is not null)
        {
            throw new InvalidDataException($"{name}: tensor '{left}' belongs to no parameter of the network that the file describes.");
        }
    }

    private Tensor Take(string parameter, Shape shape)
    {
        if (!file.Tensors.TryGetValue(parameter, out var stored))
        {
            throw new InvalidDataException($"{name}: the network has a parameter '{parameter}' of shape {shape}, but the file has no such tensor.");
        }

        if (stored.Shape != shape)
        {
            throw new InvalidDataException($"{name}: parameter '{parameter}' has shape {shape}, but the file's tensor {stored.Shape}.");
        }

        return _taken.Add(parameter)
            ? stored.ToTensor()
            : throw new InvalidDataException($"{name}: two parameters are called '{parameter}'.");
    }
}
