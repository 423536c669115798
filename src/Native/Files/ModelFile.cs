using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Files;

/// <summary>
/// A network in one file: a safetensors file with its parameters under PyTorch's names, and its architecture and how it is trained as JSON
/// beside them. It holds names and numbers, never a type or code, so that a file of unknown origin can be loaded. Byte by byte in
/// <c>docs/file-format.md</c>; Python's <c>safetensors</c> reads it too.
/// </summary>
/// <example>
/// <code>
/// network.Save("digits.safetensors");
/// var again = Network.Load("digits.safetensors");
///
/// new ModelFile(network) { Metadata = { ["classes"] = "cat,dog" } }.Save("pets.safetensors");
/// var file = ModelFile.Load("pets.safetensors");
/// </code>
/// </example>
public sealed class ModelFile
{
    /// <summary>The version that is written. Files of this and of earlier versions are read.</summary>
    public const int CurrentVersion = 1;

    private const string OwnPrefix = "interop.";
    private const string FormatKey = "format";
    private const string VersionKey = "interop.version";
    private const string NetworkKey = "interop.network";
    private const string TrainingKey = "interop.training";

    /// <summary>Puts a network into a file.</summary>
    /// <param name="network">The network; it must be built.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public ModelFile(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _ = network.Graph;
        Network = network;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The version of the file that was read; the current one otherwise.</summary>
    public int Version { get; private init; } = CurrentVersion;

    /// <summary>Texts of your own beside the network, such as the names of classes. Keys that begin with <c>interop.</c> are the format's.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Learning-rate schedules to keep with the network; give them to Fit as callbacks.</summary>
    public IReadOnlyList<LearningRateSchedule> Schedules { get; init; } = [];

    /// <summary>Whether losses, optimizer, metrics and schedules are written too, where the network is compiled; true unless set.</summary>
    public bool IncludesTraining { get; init; } = true;

    /// <summary>Writes the file whole or not at all: to a temporary file beside it, flushed to disk, then renamed. The same network gives the same bytes.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <exception cref="NotSupportedException">The network has a component that the registry does not know; the message says what to do.</exception>
    /// <exception cref="IOException">The file cannot be written; what it held before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(string path, ComponentRegistry? components = null) => ToSafetensors(components).Write(path);

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <exception cref="NotSupportedException">The network has a component that the registry does not know; the message says what to do.</exception>
    public void Save(Stream stream, ComponentRegistry? components = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ToSafetensors(components).Write(stream);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="components">How components are read; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a model; the message says where, what was expected and what came.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ModelFile Load(string path, ComponentRegistry? components = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FromSafetensors(SafetensorsFile.Read(path), Path.GetFileName(path), components);
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="components">How components are read; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The content is damaged or not a model.</exception>
    public static ModelFile Load(Stream stream, ComponentRegistry? components = null) =>
        FromSafetensors(SafetensorsFile.Read(stream, "model"), "model", components);

    /// <summary>The file's content.</summary>
    /// <param name="components">How components are written; null for the engine's own.</param>
    /// <param name="allowUndescribed">Whether the descriptions may be left out where the registry does not know a component.</param>
    internal SafetensorsFile ToSafetensors(ComponentRegistry? components, bool allowUndescribed = false)
    {
        var registry = components ?? ComponentRegistry.BuiltIn;
        var file = new SafetensorsFile { HasChecksum = true };
        file.Metadata.Add(FormatKey, "pt");
        file.Metadata.Add(VersionKey, CurrentVersion.ToString(CultureInfo.InvariantCulture));
        try
        {
            file.Metadata.Add(NetworkKey, NetworkDescription.Write(Network, registry));
            if (IncludesTraining && Network.Optimizer is not null)
            {
                file.Metadata.Add(TrainingKey, TrainingDescription.Write(Network, Schedules, registry));
            }
        }
        catch (NotSupportedException) when (allowUndescribed)
        {
            // A network of unknown components is read into one that the caller makes.
        }

        foreach (var (key, value) in Metadata)
        {
            if (key.StartsWith(OwnPrefix, StringComparison.Ordinal) || key == FormatKey)
            {
                throw new ArgumentException($"Metadata '{key}' has a name that the format keeps for itself; use one that is not 'format' and does not begin with '{OwnPrefix}'.");
            }

            file.Metadata.Add(key, value);
        }

        foreach (var layer in Network.Layers)
        {
            if (layer.Name!.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                throw new NetworkException($"A file keeps names that begin with '{OwnPrefix}' for itself; give the layer '{layer.Name}' another.");
            }

            foreach (var parameter in layer.Parameters)
            {
                file.Add($"{layer.Name}.{parameter.Name}", Stored(layer, parameter));
            }
        }

        return file;
    }

    /// <summary>The network of a file's content.</summary>
    internal static ModelFile FromSafetensors(SafetensorsFile file, string name, ComponentRegistry? components)
    {
        var registry = components ?? ComponentRegistry.BuiltIn;
        var version = ReadVersion(file, name);
        if (!file.Metadata.TryGetValue(NetworkKey, out var description))
        {
            throw new InvalidDataException($"{name}: the file has tensors, but its metadata lacks '{NetworkKey}', which describes the network.");
        }

        var source = new StoredParameters(file, name, OwnPrefix);
        Network network;
        using (var json = NetworkDescription.Parse(description, $"{name}: network"))
        {
            network = NetworkDescription.Read(json.RootElement, $"{name}: network", registry, null, source);
        }

        if (!network.IsBuilt)
        {
            throw new InvalidDataException($"{name}: the description of the network lacks 'inputs', the shapes of its inputs.");
        }

        source.CheckAllTaken();
        IReadOnlyList<LearningRateSchedule> schedules = [];
        if (file.Metadata.TryGetValue(TrainingKey, out var training))
        {
            using var json = NetworkDescription.Parse(training, $"{name}: training");
            schedules = TrainingDescription.Read(json.RootElement, $"{name}: training", network, registry);
        }

        var model = new ModelFile(network) { Version = version, Schedules = schedules };
        foreach (var (key, value) in file.Metadata.Where(pair => pair.Key != FormatKey && !pair.Key.StartsWith(OwnPrefix, StringComparison.Ordinal)))
        {
            model.Metadata.Add(key, value);
        }

        return model;
    }

    private static int ReadVersion(SafetensorsFile file, string name)
    {
        if (!file.Metadata.TryGetValue(VersionKey, out var text))
        {
            throw new InvalidDataException(
                $"{name}: the file has tensors, but its metadata lacks '{VersionKey}': another program wrote it. Read its tensors with {nameof(SafetensorsFile)}.{nameof(SafetensorsFile.Read)}, " +
                $"and give them to the {nameof(Networks.Network.LoadStateDict)} of a network of the same architecture.");
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            throw new InvalidDataException($"{name}: '{VersionKey}' is a whole number of 1 or more, got '{text}'.");
        }

        return version <= CurrentVersion
            ? version
            : throw new InvalidDataException($"{name}: a newer version wrote the file, in format {version}; this one reads formats up to {CurrentVersion}. Update Interop.Native.");
    }

    // PyTorch counts batches in whole numbers.
    private static StoredTensor Stored(Layer layer, Parameter parameter)
    {
        var values = parameter.Read();
        return layer is BatchNormalization normalization && parameter == normalization.BatchesTracked
            ? StoredTensor.From(parameter.Shape, [.. values.ToArray().Select(value => (long)value)])
            : StoredTensor.From(values);
    }
}
