namespace Interop.Native.Training;

/// <summary>In which direction a figure gets better.</summary>
public enum MonitorMode
{
    /// <summary>By the name, as Keras does: up for accuracies, AUC, F1, precision, recall and R²; down for all others.</summary>
    Auto,

    /// <summary>Smaller is better, as of a loss.</summary>
    Minimum,

    /// <summary>Larger is better, as of an accuracy.</summary>
    Maximum,
}
