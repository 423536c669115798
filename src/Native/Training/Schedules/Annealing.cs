namespace Interop.Native.Training.Schedules;

/// <summary>The curve between two rates of a <see cref="OneCycle"/>.</summary>
public enum Annealing
{
    /// <summary>Half a cosine wave.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}
