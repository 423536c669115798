namespace Interop.Native.Networks;

/// <summary>Places blocks in one arena so that those in use at the same time do not overlap: largest first, each at the lowest free offset.</summary>
internal static class ArenaPlanner
{
    private const int AlignmentInFloats = 16;

    /// <summary>Gives every block its offset.</summary>
    /// <param name="blocks">The blocks, with their times of use.</param>
    /// <returns>The size of the arena in floats.</returns>
    /// <exception cref="Layers.NetworkException">The arena would exceed what one allocation can hold.</exception>
    public static int Place(IEnumerable<PlanBlock> blocks)
    {
        var placed = new List<PlanBlock>();
        long size = 0;
        foreach (var block in blocks.Where(block => block.LastUse >= 0).OrderByDescending(block => block.Length))
        {
            long offset = 0;
            foreach (var other in placed.Where(other => Overlap(block, other)))
            {
                if (offset + RoundUp(block.Length) <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, other.Offset + RoundUp(other.Length));
            }

            size = Math.Max(size, offset + RoundUp(block.Length));
            if (size > Array.MaxLength - AlignmentInFloats)
            {
                throw new Layers.NetworkException(
                    $"A plan of this network needs more than {Array.MaxLength:N0} floats for one batch; use a smaller batch size.");
            }

            block.Offset = (int)offset;
            placed.Insert(placed.FindIndex(other => other.Offset > offset) is var at and >= 0 ? at : placed.Count, block);
        }

        return (int)size;
    }

    private static bool Overlap(PlanBlock a, PlanBlock b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;

    private static long RoundUp(int length) => ((long)length + AlignmentInFloats - 1) / AlignmentInFloats * AlignmentInFloats;
}
