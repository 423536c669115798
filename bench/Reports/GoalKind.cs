namespace Interop.Bench.Reports;

/// <summary>What a goal compares.</summary>
internal enum GoalKind
{
    /// <summary>A peer's time over the engine's; at least this.</summary>
    Ratio,

    /// <summary>The floor's time over the engine's, with one thread; at least this.</summary>
    FloorShare,

    /// <summary>The speed of a product of square matrices over the peak; at least this.</summary>
    PeakShare,

    /// <summary>Milliseconds to the first step; at most this.</summary>
    FirstStepMilliseconds,

    /// <summary>Megabytes until the first step; at most this.</summary>
    FirstStepMegabytes,

    /// <summary>Bytes allocated by a call; at most this.</summary>
    AllocatedBytes,
}
