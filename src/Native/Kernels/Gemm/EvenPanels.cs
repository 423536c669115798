namespace Interop.Native.Kernels;

/// <summary>Rows shared out as evenly as possible over as few panels as possible.</summary>
/// <param name="rows">How many rows there are.</param>
/// <param name="most">The most that one panel holds.</param>
internal readonly struct EvenPanels(int rows, int most)
{
    /// <summary>The number of panels.</summary>
    public int Count { get; } = (rows + most - 1) / most;

    private int Base => rows / Count;

    private int Larger => rows % Count;

    /// <summary>The first row of a panel.</summary>
    public int Start(int panel) => (panel * Base) + Math.Min(panel, Larger);

    /// <summary>The number of rows of a panel.</summary>
    public int Length(int panel) => Base + (panel < Larger ? 1 : 0);
}
