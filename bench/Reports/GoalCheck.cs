using System.Globalization;
using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>Holds results to goals. What was not measured is never met.</summary>
/// <param name="results">What was measured.</param>
/// <param name="selection">What was to be measured.</param>
internal sealed class GoalCheck(BenchResults results, Selection selection)
{
    // Goals are for one thread and for two; more are held to those of two.
    private static readonly int[] ThreadCounts = [1, 2];

    /// <summary>The outcome of each goal, with each number of threads where that matters: missed ones first, then those not measured.</summary>
    public IReadOnlyList<GoalOutcome> Outcomes(IEnumerable<Goal> goals) =>
    [
        .. from goal in goals
           from threads in ThreadCountsOf(goal)
           let outcome = Outcome(goal, threads)
           orderby outcome.State
           select outcome,
    ];

    /// <summary>Whether a run under <c>--check</c> is good.</summary>
    /// <param name="outcomes">What became of the goals.</param>
    /// <param name="allowMissing">Whether goals may have stayed unmeasured beyond what the user left out.</param>
    public static bool Holds(IReadOnlyList<GoalOutcome> outcomes, bool allowMissing) =>
        !outcomes.Any(outcome => outcome.State == GoalState.Missed || (outcome.State == GoalState.NotMeasured && !allowMissing))
        && outcomes.Any(outcome => outcome.State == GoalState.Met);

    private int[] ThreadCountsOf(Goal goal) => goal.IsForEachThreadCount ? [.. ThreadCounts.Union(selection.Threads).Order()] : [1];

    private GoalOutcome Outcome(Goal goal, int threads) => LeftOutBy(goal, threads) is { } option
        ? new(goal, threads, goal.For(threads), GoalState.LeftOut, null, option)
        : goal.Kind switch
        {
            GoalKind.Ratio => Judge(goal, threads, Cell(goal, threads)?.Ratio(goal.Peer!, goal.Contender)),
            GoalKind.FloorShare => Judge(goal, threads, Cell(goal, threads)?.FloorShare),
            GoalKind.PeakShare => Judge(goal, threads, results.Products.FirstOrDefault(product => Name(product.Size) == goal.Subject)?.Share),
            GoalKind.FirstStepMilliseconds => Judge(goal, threads, Start(goal)?.Milliseconds),
            GoalKind.FirstStepMegabytes => Judge(goal, threads, Start(goal)?.Megabytes),
            GoalKind.AllocatedBytes => Allocations(goal, threads),
            _ => throw new InvalidOperationException($"Nothing checks goals of kind {goal.Kind}."),
        };

    private string? LeftOutBy(Goal goal, int threads)
    {
        var isChosen = goal.Kind switch
        {
            GoalKind.PeakShare => selection.ProductSizes.Any(size => Name(size) == goal.Subject),
            GoalKind.FirstStepMilliseconds or GoalKind.FirstStepMegabytes => selection.FirstSteps.Any(workload => workload.Name == goal.Subject),
            _ => selection.Cells.Any(cell => IsOf(goal, cell)),
        };
        var needsThreads = goal.Kind is GoalKind.Ratio or GoalKind.FloorShare or GoalKind.AllocatedBytes;
        return !isChosen ? selection.FilterOption
            : needsThreads && !selection.Threads.Contains(threads) ? selection.ThreadsOption
            : null;
    }

    private GoalOutcome Judge(Goal goal, int threads, double? figure, string? detail = null)
    {
        var wanted = goal.For(threads);
        return figure is not { } measured
            ? new(goal, threads, wanted, GoalState.NotMeasured, null, WhyNotMeasured(goal))
            : new(goal, threads, wanted, (goal.IsLowerBound ? measured >= wanted : measured <= wanted) ? GoalState.Met : GoalState.Missed, measured, detail);
    }

    // The worst of the cells decides; all that were chosen must be there.
    private GoalOutcome Allocations(Goal goal, int threads)
    {
        var chosen = selection.Cells.Count(cell => IsOf(goal, cell));
        var cells = results.Measurements.Where(measurement => measurement.Threads == threads && IsOf(goal, measurement.Cell) && measurement.AllocatedBytes.Count > 0).ToArray();
        if (cells.Length < chosen)
        {
            return Judge(goal, threads, null);
        }

        var (measurement, contender, bytes) = cells
            .SelectMany(cell => cell.AllocatedBytes, (cell, engine) => (Cell: cell, Engine: engine.Key, Bytes: engine.Value))
            .MaxBy(entry => entry.Bytes);
        var above = cells.Count(cell => cell.AllocatedBytes.Values.Max() > goal.Value);
        return Judge(goal, threads, bytes, above == 0 ? null : $"{measurement.Cell.Name}, {contender}; {above} of {cells.Length} cells are above the goal");
    }

    private string WhyNotMeasured(Goal goal) =>
        goal.Peer is { } peer && results.MissingPeers.ContainsKey(peer) ? $"{peer} is missing" : "nothing was timed";

    private Measurement? Cell(Goal goal, int threads) =>
        results.Measurements.FirstOrDefault(measurement => measurement.Threads == threads && measurement.Cell.Name == goal.Subject);

    private StartUp? Start(Goal goal) => results.Starts.FirstOrDefault(start => start.Workload == goal.Subject);

    private static bool IsOf(Goal goal, Cell cell) => goal.Subject == Goal.AllCells || goal.Subject == cell.Name;

    private static string Name(int size) => size.ToString(CultureInfo.InvariantCulture);
}
