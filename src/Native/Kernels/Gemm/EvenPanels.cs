namespace Interop.Native.Kernels;

/// <summary>Rows shared out as evenly as possible over as few panels as possible.</summary>
/// <param name="rows">How many rows there are.</param>
/// <param name="most">The most that one panel holds.</param>
internal readonly struct EvenPanels(int rows, int most)
{
    private readonly int _base = rows / PanelsOf(rows, most);
    private readonly int _larger = rows % PanelsOf(rows, most);

    /// <summary>The number of panels.</summary>
    public int Count { get; } = (rows + most - 1) / most;

    /// <summary>The first row of a panel.</summary>
    public int Start(int panel) => (panel * _base) + Math.Min(panel, _larger);

    /// <summary>The number of rows of a panel.</summary>
    public int Length(int panel) => _base + (panel < _larger ? 1 : 0);

    // No rows have no panels; divided by one then, they give none.
    private static int PanelsOf(int rows, int most) => Math.Max(1, (rows + most - 1) / most);
}
