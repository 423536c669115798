using System.Globalization;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;

namespace Interop.Parity.Recording;

/// <summary>Writes references from a live library; never from the engine, which they are there to check.</summary>
internal static class Recorder
{
    /// <summary>Records cases, one file for each family.</summary>
    /// <param name="source">The live library; null where there is none.</param>
    /// <param name="producer">Who it is, with versions, as the file is to say.</param>
    /// <param name="cases">The cases. A family is recorded whole or not at all.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="tell">Told about each file.</param>
    /// <returns>The number of cases recorded.</returns>
    /// <exception cref="InvalidOperationException">There is no live library.</exception>
    public static int Record(IParityEngine? source, string producer, IEnumerable<ParityCase> cases, string folder, Action<string> tell) =>
        Record(source, producer, cases, folder, tell, (_, outputs) => outputs);

    /// <summary>Records the float64 truth, one file for each family: of what may differ, since bits that must be the same need none.</summary>
    /// <param name="source">A live library that computes in float64.</param>
    /// <param name="cases">The cases. A family is recorded whole or not at all.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="tell">Told about each file.</param>
    /// <returns>The number of cases recorded.</returns>
    /// <exception cref="InvalidOperationException">There is no live library.</exception>
    public static int RecordTruth(IParityEngine? source, IEnumerable<ParityCase> cases, string folder, Action<string> tell) =>
        Record(source, source?.Producer ?? "", cases, ReferenceFolder.TruthIn(folder), tell, WithoutBitwise);

    /// <summary>Records PyTorch's results, one file for each family: of the cases that recorded TorchSharp has not, or is known to have wrong.</summary>
    /// <param name="source">A live PyTorch.</param>
    /// <param name="cases">The cases. A family is recorded whole or not at all.</param>
    /// <param name="folder">Where TorchSharp's references lie; PyTorch's lie inside it.</param>
    /// <param name="tell">Told about each file.</param>
    /// <returns>The number of cases recorded.</returns>
    /// <exception cref="InvalidOperationException">There is no live library.</exception>
    public static int RecordPyTorch(IParityEngine source, IEnumerable<ParityCase> cases, string folder, Action<string> tell)
    {
        var torchSharp = new RecordedEngine(folder);
        return Record(
            source,
            source.Producer,
            cases,
            ReferenceFolder.PyTorchIn(folder),
            tell,
            (parityCase, outputs) =>
                torchSharp.WhyNot(parityCase) is not null || KnownDifference.Of(parityCase.FullName, torchSharp.Name).Any() ? outputs : []);
    }

    private static int Record(
        IParityEngine? source,
        string producer,
        IEnumerable<ParityCase> cases,
        string folder,
        Action<string> tell,
        Func<ParityCase, NamedTensors, NamedTensors> choose)
    {
        if (source is null or NativeEngine or RecordedEngine)
        {
            throw new InvalidOperationException("References are recorded from a live library only, and there is none.");
        }

        Directory.CreateDirectory(folder);
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var total = 0;
        foreach (var family in cases.Select(parityCase => parityCase.Family).Distinct())
        {
            (ParityCase Case, NamedTensors Outputs)[] recorded =
            [
                .. CaseCatalog.All.Where(parityCase => parityCase.Family == family && source.WhyNot(parityCase) is null)
                    .Select(parityCase => (parityCase, choose(parityCase, source.Run(parityCase))))
                    .Where(entry => entry.Item2.Names.Any()),
            ];
            if (recorded.Length == 0)
            {
                continue;
            }

            var path = Path.Combine(folder, $"{family}.safetensors");
            ReferenceFile.Write(path, producer, date, recorded);
            tell($"{path}: {recorded.Length} cases, {new FileInfo(path).Length:N0} bytes");
            total += recorded.Length;
        }

        return total;
    }

    private static NamedTensors WithoutBitwise(ParityCase parityCase, NamedTensors outputs)
    {
        var chosen = new NamedTensors();
        foreach (var (name, tensor) in outputs.Where(output => !parityCase.PolicyOf(output.Key).IsBitwise))
        {
            chosen.Add(name, tensor);
        }

        return chosen;
    }
}
