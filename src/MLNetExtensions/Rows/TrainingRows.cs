namespace Interop.MLNetExtensions.Rows;

/// <summary>Rows of features with targets that can be read from the start any number of times, in the same order.</summary>
internal abstract class TrainingRows
{
    /// <summary>The number of features.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>The number of targets of a row: 1, or one for each output.</summary>
    public abstract int TargetCount { get; }

    /// <summary>Whether rows have weights.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>How many rows there will be at most; null where that is not known.</summary>
    public virtual long? ExpectedCount => null;

    /// <summary>Starts at the first row.</summary>
    public abstract TrainingRowReader Open();
}
