using System.Globalization;
using Interop.Bench.Peers;
using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>Something to be reached, as <c>goals.json</c> lists it.</summary>
/// <param name="Kind">What is compared.</param>
/// <param name="Subject">A cell's or a workload's name, or a product's size.</param>
/// <param name="Peer">For a ratio, the peer's name.</param>
/// <param name="Contender">Which engine is compared with the peer.</param>
/// <param name="Value">The least ratio or share, or the most milliseconds, megabytes or bytes.</param>
internal sealed record Goal(GoalKind Kind, string Subject, string? Peer, string Contender, double Value)
{
    /// <summary>The subject that stands for all cells.</summary>
    public const string AllCells = "*";

    // Two threads must keep nine tenths of the ratio.
    private const double ShareWithMoreThreads = 0.9;

    /// <summary>Whether it depends on the number of threads; the others are measured with one.</summary>
    public bool IsForEachThreadCount => Kind is GoalKind.Ratio or GoalKind.AllocatedBytes;

    /// <summary>Whether more is better.</summary>
    public bool IsLowerBound => Kind is GoalKind.Ratio or GoalKind.FloorShare or GoalKind.PeakShare;

    /// <summary>The figure to reach with so many threads.</summary>
    public double For(int threads) => Kind == GoalKind.Ratio && threads > 1 ? ShareWithMoreThreads * Value : Value;

    /// <summary>What the goal is about, in words.</summary>
    public string Describe(int threads)
    {
        var threadText = threads == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{threads} threads");
        return Kind switch
        {
            GoalKind.Ratio when Contender == PeerNames.Native => $"{Subject}, {threadText}",
            GoalKind.Ratio => $"{Subject}, {threadText}, {Contender}",
            GoalKind.FloorShare => $"{Subject}, {threadText}, speed of the floor",
            GoalKind.PeakShare => $"SGEMM {Subject}, {threadText}, share of the peak",
            GoalKind.FirstStepMilliseconds => $"{Selection.FirstStepName(Subject)}, time from the start of the process",
            GoalKind.FirstStepMegabytes => $"{Selection.FirstStepName(Subject)}, peak memory",
            GoalKind.AllocatedBytes => $"{(Subject == AllCells ? "every measured cell" : Subject)}, {threadText}, bytes a call",
            _ => throw new InvalidOperationException($"Nothing describes goals of kind {Kind}."),
        };
    }

    /// <summary>A figure with its unit.</summary>
    public string Format(double figure) => Kind switch
    {
        GoalKind.Ratio => Invariant($"{figure:F2} × {Peer}"),
        GoalKind.FloorShare or GoalKind.PeakShare => Invariant($"{100 * figure:F0} %"),
        GoalKind.FirstStepMilliseconds => Invariant($"{figure:F0} ms"),
        GoalKind.FirstStepMegabytes => Invariant($"{figure:F0} MB"),
        _ => Invariant($"{figure:F0} bytes"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
