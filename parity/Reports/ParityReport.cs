using System.Runtime.InteropServices;
using Interop.Parity.Comparison;
using Interop.Parity.MainJob;

namespace Interop.Parity.Reports;

/// <summary>Everything that a run found.</summary>
/// <param name="Started">When it began, in universal time.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="MainJob">The main job; null where it was left out.</param>
/// <param name="Run">The cases.</param>
internal sealed record ParityReport(DateTime Started, TimeSpan Elapsed, DigitsResult? MainJob, ParityRun Run)
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => MainJob?.Holds != false && Run.Holds;

    /// <summary>What the run was done on.</summary>
    public static string Machine =>
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}";
}
