namespace Interop.Native.Training.Schedules;

/// <summary>Which figures are better.</summary>
public enum PlateauMode
{
    /// <summary>Smaller ones, such as a loss.</summary>
    Minimum,

    /// <summary>Larger ones, such as an accuracy.</summary>
    Maximum,
}
