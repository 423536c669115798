using Interop.Native.Files;
using Interop.Parity.Cases;

namespace Interop.Parity.Recording;

/// <summary>
/// A file of recorded outputs, one for each family: safetensors with the tensors <c>case:output</c>, the metadata <c>producer</c> and
/// <c>date</c>, and for each case its <see cref="ReferenceHeader"/> under <c>case:name</c>.
/// </summary>
internal static class ReferenceFile
{
    private const string CasePrefix = "case:";

    /// <summary>Reads all cases of a file, by full name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message names it and what was expected.</exception>
    public static Dictionary<string, ReferenceCase> Read(string path)
    {
        var name = Path.GetFileName(path);
        var file = SafetensorsFile.Read(path);
        var producer = Metadata(file, name, "producer");
        var date = Metadata(file, name, "date");
        var cases = new Dictionary<string, ReferenceCase>();
        foreach (var (key, json) in file.Metadata.Where(pair => pair.Key.StartsWith(CasePrefix, StringComparison.Ordinal)))
        {
            try
            {
                var header = ReferenceHeader.FromJson(json);
                cases.Add(key[CasePrefix.Length..], new ReferenceCase(name, producer, date, header.Masks, header.Inputs, []));
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException($"{name}: metadata '{key}': {error.Message}; record the file again.", error);
            }
        }

        foreach (var tensor in file.Names)
        {
            var separator = tensor.IndexOf(':', StringComparison.Ordinal);
            if (separator < 0 || !cases.TryGetValue(tensor[..separator], out var owner))
            {
                throw new InvalidDataException($"{name}: tensor '{tensor}' belongs to no case of the file's metadata; record the file again.");
            }

            owner.Outputs.Add(tensor[(separator + 1)..], file.Tensors[tensor]);
        }

        return cases;
    }

    /// <summary>Writes the outputs of a family.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="producer">Who computed them, with version.</param>
    /// <param name="date">The day, as yyyy-MM-dd.</param>
    /// <param name="cases">The cases with what came out.</param>
    public static void Write(string path, string producer, string date, IEnumerable<(ParityCase Case, NamedTensors Outputs)> cases)
    {
        var file = new SafetensorsFile();
        file.Metadata["producer"] = producer;
        file.Metadata["date"] = date;
        foreach (var (parityCase, outputs) in cases)
        {
            file.Metadata[CasePrefix + parityCase.FullName] = ReferenceHeader.Of(parityCase).ToJson();
            foreach (var (name, tensor) in outputs)
            {
                file.Add($"{parityCase.FullName}:{name}", tensor);
            }
        }

        file.Write(path);
    }

    private static string Metadata(SafetensorsFile file, string name, string key) => file.Metadata.TryGetValue(key, out var value)
        ? value
        : throw new InvalidDataException($"{name}: expected '{key}' in the metadata, got {string.Join(", ", file.Metadata.Keys)}; record the file again.");
}
