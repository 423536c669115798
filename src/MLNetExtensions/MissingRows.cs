namespace Interop.MLNetExtensions;

/// <summary>What happens to training rows with a missing label, a NaN or infinite feature or target, or a weight that is no number.</summary>
public enum MissingRows
{
    /// <summary>They are left out and counted; a warning says how many. ML.NET's own trainers do so.</summary>
    Skip,

    /// <summary>The training ends with an error that names the first such row.</summary>
    Refuse,
}
