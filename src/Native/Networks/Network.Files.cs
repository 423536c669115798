using Interop.Native.Files;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <content>Saving and loading.</content>
public abstract partial class Network
{
    /// <summary>
    /// Writes the network with its weights, and what it was compiled with, to a safetensors file: whole or not at all. To keep texts or schedules
    /// beside it, use <see cref="ModelFile"/>.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    /// <exception cref="NotSupportedException">The network has a component that the registry does not know; the message says what to do.</exception>
    /// <exception cref="IOException">The file cannot be written; what it held before is still there.</exception>
    public void Save(string path, ComponentRegistry? components = null) => new ModelFile(this).Save(path, components);

    /// <summary>Writes the network with its weights, and what it was compiled with, to a stream in the safetensors format.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    /// <exception cref="NotSupportedException">The network has a component that the registry does not know; the message says what to do.</exception>
    public void Save(Stream stream, ComponentRegistry? components = null) => new ModelFile(this).Save(stream, components);

    /// <summary>Reads a network that <see cref="Save(string, ComponentRegistry?)"/> wrote, built, with its weights, and compiled if it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="components">How components are read; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a model; the message says where, what was expected and what came.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Network Load(string path, ComponentRegistry? components = null) => ModelFile.Load(path, components).Network;

    /// <summary>Reads a network from a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="components">How components are read; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The content is damaged or not a model.</exception>
    public static Network Load(Stream stream, ComponentRegistry? components = null) => ModelFile.Load(stream, components).Network;
}
