namespace Interop.Bench.Reports;

/// <summary>What became of a goal.</summary>
internal enum GoalState
{
    /// <summary>Measured, and not reached.</summary>
    Missed,

    /// <summary>Not measured though it should have been: a peer is missing or nothing was timed. Whether it is reached is not known.</summary>
    NotMeasured,

    /// <summary>Measured, and reached.</summary>
    Met,

    /// <summary>Not measured because the user asked for a part only.</summary>
    LeftOut,
}
