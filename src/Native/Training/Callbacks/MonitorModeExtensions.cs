namespace Interop.Native.Training;

/// <summary>Settles in which direction a watched figure gets better.</summary>
internal static class MonitorModeExtensions
{
    private static readonly string[] Growing = ["acc", "accuracy", "auc", "f1", "fmeasure", "precision", "r2", "recall"];

    /// <summary>Whether larger figures are better ones.</summary>
    /// <param name="mode">The direction, or that it follows from the name.</param>
    /// <param name="monitor">The figure's name, such as <c>val_accuracy</c>.</param>
    public static bool IsLargerBetter(this MonitorMode mode, string monitor) =>
        mode == MonitorMode.Maximum || (mode == MonitorMode.Auto && monitor.Split('_').Any(part => Growing.Contains(part)));
}
