using Interop.Parity.Cases;
using Interop.Parity.Engines;

namespace Interop.Parity.Recording;

/// <summary>Outputs that were recorded, each with its producer.</summary>
internal sealed class RecordedEngine : IParityEngine
{
    private readonly Dictionary<string, ReferenceCase> _cases = [];
    private readonly string _folder;

    /// <summary>Reads all references of a folder.</summary>
    /// <param name="folder">The folder; those inside it are not read.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or two hold the same case.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it holds no references.</exception>
    public RecordedEngine(string folder, string name = "recorded")
    {
        _folder = folder;
        Name = name;
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.safetensors") : [];
        if (files.Length == 0)
        {
            throw new DirectoryNotFoundException($"Recorded references (*.safetensors) were expected in '{folder}', and there are none; build the project again, which copies them.");
        }

        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            foreach (var (caseName, reference) in ReferenceFile.Read(file))
            {
                if (!_cases.TryAdd(caseName, reference))
                {
                    throw new InvalidDataException($"{reference.File} and {_cases[caseName].File} both hold the case '{caseName}'; remove one of them.");
                }
            }
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Producer => string.Join("; ", _cases.Values.Select(reference => $"{reference.Producer}, recorded {reference.Date}").Distinct());

    /// <summary>The names of all recorded cases.</summary>
    public IReadOnlyCollection<string> CaseNames => _cases.Keys;

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) => _cases.ContainsKey(parityCase.FullName) ? null : $"'{_folder}' has no record of it";

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The case was recorded from other inputs than it has now.</exception>
    public NamedTensors Run(ParityCase parityCase)
    {
        var reference = _cases[parityCase.FullName];
        var inputs = parityCase.Inputs.Hash();
        return reference.Inputs == inputs
            ? reference.Outputs
            : throw new InvalidDataException(
                $"{reference.File}: '{parityCase.FullName}' was recorded from other inputs ({reference.Inputs[..Math.Min(12, reference.Inputs.Length)]}…) " +
                $"than it has now ({inputs[..12]}…); record it again.");
    }
}
