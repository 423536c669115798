namespace Interop.Native.Kernels;

/// <summary>Transposes each matrix of a batch: [batch, rows, columns] to [batch, columns, rows].</summary>
internal static class BatchTranspose
{
    // A tile of 16 floats is one cache line on either side.
    private const int Tile = 16;

    /// <summary>target[b, c, r] = source[b, r, c].</summary>
    /// <param name="batchSize">The number of matrices.</param>
    /// <param name="rows">The rows of each source matrix.</param>
    /// <param name="columns">The columns of each source matrix.</param>
    /// <param name="source">batchSize·rows·columns values.</param>
    /// <param name="target">As many values; not the same memory as the source.</param>
    public static void Run(int batchSize, int rows, int columns, ReadOnlySpan<float> source, Span<float> target)
    {
        var size = rows * columns;
        for (var sample = 0; sample < batchSize; sample++)
        {
            var from = source.Slice(sample * size, size);
            var to = target.Slice(sample * size, size);
            for (var rowTile = 0; rowTile < rows; rowTile += Tile)
            {
                var rowEnd = Math.Min(rowTile + Tile, rows);
                for (var column = 0; column < columns; column++)
                {
                    for (var row = rowTile; row < rowEnd; row++)
                    {
                        to[(column * rows) + row] = from[(row * columns) + column];
                    }
                }
            }
        }
    }
}
