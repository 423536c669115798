using System.Runtime.Intrinsics.X86;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Multiplies on one thread. The depth is cut into blocks; in each, panels of the right matrix, one tile wide, stay in
/// the second-level cache while the tiles of all rows pass over them.
/// </summary>
/// <remarks>
/// The left matrix is read where it lies: a tile takes one element of each of its rows at a time, a few bytes for many
/// multiplications, which out-of-order processors fetch in time. So is the right matrix, unless it is transposed or its
/// rows fall on the same lines of the cache.
/// </remarks>
internal static unsafe class GemmDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of a matrix that lie a multiple of this many floats apart compete for few lines of a cache.</summary>
    private const int CompetingStride = 1024;

    /// <summary>From this many rows on, competing rows of the right matrix are packed.</summary>
    private const int RowsWorthPacking = 48;

    /// <summary>Floats of a cache line.</summary>
    private const int CacheLine = 16;

    /// <summary>Floats at the beginning of a row of the left matrix that are prefetched.</summary>
    private const int LeftBeginning = 8 * CacheLine;

    /// <summary>A right matrix of more floats than this comes from beyond the second-level cache.</summary>
    private const long LargeMatrix = 128 * 1024;

    /// <summary>Computes the whole problem.</summary>
    public static void Multiply(in GemmProblem problem)
    {
        // A single row whose sums fill registers evenly is a tile; others stream.
        bool isTile = problem.Columns <= TTiles.WidestRow * TSimd.Lanes && problem.Columns % TSimd.Lanes == 0;
        if (problem.Rows == 1 && !problem.RightIsTransposed && !isTile)
        {
            RowTimesMatrix<TSimd, TVector>.Multiply(problem);
        }
        else if (TransposedProduct<TTiles, TSimd, TVector>.IsBetter(problem))
        {
            TransposedProduct<TTiles, TSimd, TVector>.Multiply(problem);
        }
        else
        {
            MultiplyBlocks(problem);
        }
    }

    /// <summary>Computes the problem block after block of the depth.</summary>
    public static void MultiplyBlocks(in GemmProblem problem)
    {
        int panelColumns = TSimd.Lanes * PanelVectors(problem);
        int blockDepth = GemmBlocking.BlockDepth(problem.Depth);
        bool packsAll = PacksRight(problem);
        bool packsLast = problem.Columns % TSimd.Lanes != 0;
        float* packed = packsAll || packsLast ? ThreadScratch.Get(ScratchUse.PackedRight, panelColumns * blockDepth) : null;

        bool isFar = problem.RightColumnStride == 1 && problem.Depth * problem.RightDepthStride > LargeMatrix;
        int p = 0;
        do
        {
            GemmProblem block = problem.DepthBlock(p, Math.Min(blockDepth, problem.Depth - p));
            float* nextBlock = p + blockDepth < problem.Depth ? block.Right + (blockDepth * problem.RightDepthStride) : null;
            for (int column = 0; column < block.Columns; column += panelColumns)
            {
                int columns = Math.Min(panelColumns, block.Columns - column);
                float* next = column + columns < block.Columns ? block.Right + column + columns : nextBlock;
                MultiplyPanel(block.Part(0, block.Rows, column, columns), packsAll, packed, isFar ? next : null);
            }

            p += blockDepth;
        }
        while (p < problem.Depth);
    }

    /// <summary>Multiplies with a panel of the right matrix, one tile wide.</summary>
    private static void MultiplyPanel(in GemmProblem panel, bool pack, float* packed, float* next)
    {
        int vectors = (panel.Columns + TSimd.Lanes - 1) / TSimd.Lanes;
        bool isWhole = panel.Columns == vectors * TSimd.Lanes;
        GemmSegment depth = new() { Depth = panel.Depth };
        GemmTile tile = new()
        {
            Segments = &depth,
            SegmentCount = 1,
            LeftRowStride = panel.LeftRowStride,
            LeftDepthStride = panel.LeftDepthStride,
            Right = panel.Right,
            RightDepthStride = panel.RightDepthStride,
            ResultStride = panel.ResultStride,
            Bias = panel.Bias,
            Accumulate = panel.Accumulate,
            ClipAtZero = panel.ClipAtZero,
        };

        if (pack || !isWhole)
        {
            GemmPacking.PackRight<TSimd, TVector>(
                panel.Right, panel.RightDepthStride, panel.RightColumnStride, panel.Depth, panel.Columns, packed);
            tile.Right = packed;
            tile.RightDepthStride = vectors * TSimd.Lanes;
        }

        // While the first tiles read this panel, the next one comes nearer, a line of each row with each.
        tile.AheadStride = panel.RightDepthStride;

        // So do the tiles of a result that lies as far, which are added to at the end, and the beginnings of competing
        // rows of such a left matrix; the processor itself finds out how they go on.
        bool prefetchResult = panel.Accumulate && panel.Rows * panel.ResultStride > 2 * LargeMatrix;
        bool leftCompetes = panel.LeftDepthStride == 1 && panel.LeftRowStride % CompetingStride == 0;
        bool prefetchLeft = leftCompetes && panel.Rows * panel.LeftRowStride > 2 * LargeMatrix;
        int beginning = Math.Min(LeftBeginning, panel.Depth);
        EvenPanels tiles = new(panel.Rows, TTiles.MostRows(vectors));
        for (int index = 0; index < tiles.Count; index++)
        {
            int row = tiles.Start(index);
            int rows = tiles.Length(index);
            tile.Left = panel.Left + (row * panel.LeftRowStride);
            tile.Result = panel.Result + (row * panel.ResultStride);
            delegate*<GemmTile*, void> multiply = TTiles.Select(rows, vectors);
            if (!isWhole)
            {
                GemmPartialTile<TSimd, TVector>.Multiply(multiply, tile, rows, panel.Columns);
                continue;
            }

            if (prefetchResult)
            {
                Prefetch(tile.Result, tile.ResultStride, rows, panel.Columns);
            }

            if (prefetchLeft && index + 1 < tiles.Count)
            {
                float* below = tile.Left + (rows * tile.LeftRowStride);
                Prefetch(below, tile.LeftRowStride, tiles.Length(index + 1), beginning);
            }

            tile.Ahead = next != null && index * CacheLine < panel.Columns ? next + (index * CacheLine) : null;
            multiply(&tile);
        }
    }

    /// <summary>Asks for a part of a matrix while something else is computed.</summary>
    private static void Prefetch(float* row, nint stride, int rows, int columns)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (; rows > 0; rows--)
        {
            for (int column = 0; column < columns; column += CacheLine)
            {
                Sse.Prefetch1(row + column);
            }

            row += stride;
        }
    }

    private static int PanelVectors(in GemmProblem problem)
    {
        if (problem.Rows == 1 && !problem.RightIsTransposed)
        {
            return TTiles.WidestRow;
        }

        // Where rows compete and are not packed, narrower tiles, which are taller, pass over them less often.
        bool preferTall = HasCompetingRows(problem) && !PacksRight(problem) && problem.Rows > TTiles.MostRows(TTiles.TileVectors);
        return preferTall ? TTiles.TileVectors - 1 : TTiles.TileVectors;
    }

    private static bool PacksRight(in GemmProblem problem) =>
        problem.RightIsTransposed || (HasCompetingRows(problem) && problem.Rows >= RowsWorthPacking);

    private static bool HasCompetingRows(in GemmProblem problem) =>
        !problem.RightIsTransposed && problem.RightDepthStride % CompetingStride == 0 && problem.Depth > 1;
}
