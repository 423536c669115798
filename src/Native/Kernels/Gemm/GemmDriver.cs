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

    /// <summary>A right matrix of more floats than this comes from beyond the second-level cache.</summary>
    public const long LargeMatrix = 128 * 1024;

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
            for (int column = 0; column < problem.Columns; column += panelColumns)
            {
                GemmProblem panel = Panel(problem, p, blockDepth, column, panelColumns);
                bool isLast = column + panelColumns >= problem.Columns;
                GemmProblem next = !isFar ? default
                    : isLast ? Panel(problem, p + blockDepth, blockDepth, 0, panelColumns)
                    : Panel(problem, p, blockDepth, column + panelColumns, panelColumns);
                MultiplyPanel(panel, packsAll, packed, next);
            }

            p += blockDepth;
        }
        while (p < problem.Depth);
    }

    /// <summary>The product with a panel of a block; of depth 0 beyond the last block.</summary>
    private static GemmProblem Panel(in GemmProblem problem, int firstDepth, int blockDepth, int column, int panelColumns)
    {
        int depth = Math.Min(blockDepth, problem.Depth - firstDepth);
        int columns = Math.Min(panelColumns, problem.Columns - column);
        return depth < 0 ? default : problem.DepthBlock(firstDepth, depth).Part(0, problem.Rows, column, columns);
    }

    /// <summary>Multiplies with a panel of the right matrix, one tile wide, while the next one comes nearer.</summary>
    private static void MultiplyPanel(in GemmProblem panel, bool pack, float* packed, in GemmProblem next)
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

        // Beside the next panel, the rows of the next tile come nearer, where the left matrix lies as far; and what a result that lies as far
        // holds, to which the tile is added at its end.
        EvenPanels tiles = new(panel.Rows, TTiles.MostRows(vectors));
        PanelAhead ahead = new(next, tiles.Count, panel.Depth);
        bool prefetchResult = panel.Accumulate && panel.Rows * panel.ResultStride > 2 * LargeMatrix;
        // Narrow tiles do not ask for the rows of the next one themselves.
        bool prefetchNextRows = panel.LeftIsFar && panel.LeftDepthStride == 1 && vectors < TTiles.TileVectors - 1;
        bool prefetchLeft = panel.LeftDepthStride == 1 && (panel.LeftIsFar || panel.Rows * panel.LeftRowStride > 2 * LargeMatrix);
        for (int index = 0; index < tiles.Count; index++)
        {
            int row = tiles.Start(index);
            int rows = tiles.Length(index);
            tile.Left = panel.Left + (row * panel.LeftRowStride);
            tile.Result = panel.Result + (row * panel.ResultStride);
            tile.LeftAhead = prefetchLeft && index + 1 < tiles.Count ? rows * panel.LeftRowStride : 0;
            ahead.Give(ref tile, index);
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

            if (prefetchNextRows && index + 1 < tiles.Count)
            {
                Prefetch(panel.Left + (tiles.Start(index + 1) * panel.LeftRowStride), panel.LeftRowStride, tiles.Length(index + 1), panel.Depth);
            }

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
