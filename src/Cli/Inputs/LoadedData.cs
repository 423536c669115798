using Interop.Native.Data;

namespace Interop.Cli.Inputs;

/// <summary>Data that was read for a model.</summary>
/// <param name="Samples">The samples with their targets.</param>
/// <param name="Description">What they are.</param>
/// <param name="Classes">The class of each sample; empty for regression.</param>
/// <param name="Notes">What was found out, one sentence each.</param>
/// <param name="SkippedRows">How many rows were left out.</param>
/// <param name="SkippedBecause">Why the first few of them were.</param>
internal sealed record LoadedData(
    Dataset Samples,
    InputDescription Description,
    IReadOnlyList<int> Classes,
    IReadOnlyList<string> Notes,
    long SkippedRows,
    IReadOnlyList<string> SkippedBecause)
{
    /// <summary>How many samples each class has.</summary>
    public IReadOnlyList<int> ClassCounts
    {
        get
        {
            var counts = new int[Description.ClassNames.Count];
            foreach (var index in Classes)
            {
                counts[index]++;
            }

            return counts;
        }
    }
}
