namespace Interop.Bench.Reports;

/// <summary>What became of a goal with a number of threads.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Threads">With how many threads.</param>
/// <param name="Wanted">The figure to reach with so many.</param>
/// <param name="State">What became of it.</param>
/// <param name="Measured">The figure that was reached; null where it was not measured.</param>
/// <param name="Reason">Why it was not measured; for a figure over many cells, which has it.</param>
internal sealed record GoalOutcome(Goal Goal, int Threads, double Wanted, GoalState State, double? Measured, string? Reason = null)
{
    /// <summary>What the goal is about.</summary>
    public string Subject => Goal.Describe(Threads);

    /// <summary>The goal in words.</summary>
    public string WantedText => $"{(Goal.IsLowerBound ? "at least" : "at most")} {Goal.Format(Wanted)}";

    /// <summary>The figure or why there is none.</summary>
    public string MeasuredText => (Measured, Reason) switch
    {
        ({ } figure, null) => Goal.Format(figure),
        ({ } figure, _) => $"{Goal.Format(figure)} ({Reason})",
        _ => Reason ?? "",
    };

    /// <summary>The state in words.</summary>
    public string StateText => State switch
    {
        GoalState.Missed => "missed",
        GoalState.NotMeasured => "not measured",
        GoalState.Met => "met",
        _ => "left out",
    };
}
