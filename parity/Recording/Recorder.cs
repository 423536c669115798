using System.Globalization;
using Interop.Parity.Cases;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;

namespace Interop.Parity.Recording;

/// <summary>Writes references from a live library; never from the engine, which they are there to check.</summary>
internal static class Recorder
{
    /// <summary>Records cases, one file for each family.</summary>
    /// <param name="source">The live library; null where this build has none.</param>
    /// <param name="native">What the library runs on, such as <c>libtorch 1.13.1 (built from source)</c>: it does not say so itself.</param>
    /// <param name="cases">The cases. A family is recorded whole or not at all.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="tell">Told about each file.</param>
    /// <returns>The number of cases recorded.</returns>
    /// <exception cref="InvalidOperationException">There is no live library.</exception>
    public static int Record(IParityEngine? source, string native, IEnumerable<ParityCase> cases, string folder, Action<string> tell)
    {
        if (source is null or NativeEngine or RecordedEngine)
        {
            throw new InvalidOperationException(
                "References are recorded from a live library only, and this build has no TorchSharp: " + Backends.TorchSharp.Summary);
        }

        Directory.CreateDirectory(folder);
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var total = 0;
        foreach (var family in cases.Select(parityCase => parityCase.Family).Distinct())
        {
            ParityCase[] members = [.. CaseCatalog.All.Where(parityCase => parityCase.Family == family && source.WhyNot(parityCase) is null)];
            var path = Path.Combine(folder, $"{family}.safetensors");
            ReferenceFile.Write(path, $"{source.Producer} over {native}", date, members.Select(member => (member, source.Run(member))));
            tell($"{path}: {members.Length} cases, {new FileInfo(path).Length:N0} bytes");
            total += members.Length;
        }

        return total;
    }
}
