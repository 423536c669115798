using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Multiplies on one thread: cuts the product into blocks, packs what pays, and runs the micro-kernels.</summary>
internal static unsafe class GemmDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Vectors in a row of a tile.</summary>
    private const int TileVectors = 2;

    private static int TileColumns => TileVectors * TSimd.Lanes;

    private static int TileRows => TTiles.MostRows(TileVectors);

    /// <summary>Computes the whole problem.</summary>
    public static void Multiply(in GemmProblem problem)
    {
        bool packLeft = PacksLeft(problem);
        bool packRight = PacksRight(problem);
        int blockRows = GemmBlocking.EvenBlock(problem.Rows, GemmBlocking.Rows, TileRows);
        int blockDepth = GemmBlocking.EvenBlock(problem.Depth, GemmBlocking.Depth, 16);
        int blockColumns = Math.Min(problem.Columns, GemmBlocking.Columns);

        // The last panel of the right matrix is packed in any case if it ends within a vector.
        bool packLastPanel = problem.Columns % TSimd.Lanes != 0;
        float* packedLeft = packLeft ? ThreadScratch.Get(ScratchUse.PackedLeft, (blockRows * blockDepth) + TSimd.Lanes) : null;
        float* packedRight = packRight || packLastPanel
            ? ThreadScratch.Get(ScratchUse.PackedRight, ((packRight ? blockColumns : 0) + TileColumns) * blockDepth)
            : null;

        for (int column = 0; column < problem.Columns; column += blockColumns)
        {
            int columns = Math.Min(blockColumns, problem.Columns - column);
            int p = 0;
            do
            {
                int depth = Math.Min(blockDepth, problem.Depth - p);
                bool isLast = p + depth == problem.Depth;
                GemmProblem block = problem.Part(0, problem.Rows, column, columns);
                block.Left += p * problem.LeftDepthStride;
                block.Right += p * problem.RightDepthStride;
                block.Depth = depth;
                block.Accumulate |= p > 0;
                block.Bias = isLast ? block.Bias : null;
                block.ClipAtZero &= isLast;
                MultiplyColumnBlock(block, blockRows, packedLeft, packedRight, packRight);
                p += depth;
            }
            while (p < problem.Depth);
        }
    }

    /// <summary>Multiplies as many columns as are packed at a time, for one block of the depth.</summary>
    private static void MultiplyColumnBlock(
        in GemmProblem block, int blockRows, float* packedLeft, float* packedRight, bool packRight)
    {
        GemmPanel right = new(block, packedRight, packRight);
        for (int column = 0; packedRight != null && column < block.Columns; column += TileColumns)
        {
            int columns = Math.Min(TileColumns, block.Columns - column);
            if (packRight || columns % TSimd.Lanes != 0)
            {
                GemmPacking.PackRight<TSimd, TVector>(
                    block.Right + (column * block.RightColumnStride),
                    block.RightDepthStride,
                    block.RightColumnStride,
                    block.Depth,
                    columns,
                    right.Packed(column));
            }
        }

        for (int row = 0; row < block.Rows; row += blockRows)
        {
            int rows = Math.Min(blockRows, block.Rows - row);
            MultiplyRowBlock(block.Part(row, rows, 0, block.Columns), packedLeft, right);
        }
    }

    /// <summary>Multiplies a block of rows that stays in the second-level cache.</summary>
    private static void MultiplyRowBlock(in GemmProblem block, float* packedLeft, in GemmPanel right)
    {
        EvenPanels panels = new(block.Rows, TileRows);
        if (packedLeft != null)
        {
            for (int panel = 0; panel < panels.Count; panel++)
            {
                int row = panels.Start(panel);
                GemmPacking.PackLeft<TSimd, TVector>(
                    block.Left + (row * block.LeftRowStride),
                    block.LeftRowStride,
                    block.LeftDepthStride,
                    block.Depth,
                    panels.Length(panel),
                    packedLeft + ((long)row * block.Depth));
            }
        }

        GemmTile tile = default;
        GemmSegment depth = new() { Depth = block.Depth };
        tile.Segments = &depth;
        tile.SegmentCount = 1;
        tile.Accumulate = block.Accumulate;
        tile.ClipAtZero = block.ClipAtZero;
        tile.ResultStride = block.ResultStride;

        for (int column = 0; column < block.Columns; column += TileColumns)
        {
            int columns = Math.Min(TileColumns, block.Columns - column);
            int vectors = (columns + TSimd.Lanes - 1) / TSimd.Lanes;
            right.Locate(ref tile, block, column, columns, vectors * TSimd.Lanes);
            bool isWhole = columns == vectors * TSimd.Lanes;

            for (int panel = 0; panel < panels.Count; panel++)
            {
                int row = panels.Start(panel);
                int rows = panels.Length(panel);
                if (packedLeft != null)
                {
                    tile.Left = packedLeft + ((long)row * block.Depth);
                    tile.LeftRowStride = 1;
                    tile.LeftDepthStride = rows;
                }
                else
                {
                    tile.Left = block.Left + (row * block.LeftRowStride);
                    tile.LeftRowStride = block.LeftRowStride;
                    tile.LeftDepthStride = block.LeftDepthStride;
                }

                tile.Result = block.Result + (row * block.ResultStride) + column;
                tile.Bias = block.Bias == null ? null : block.Bias + column;
                delegate*<GemmTile*, void> multiply = TTiles.Select(rows, vectors);
                if (isWhole)
                {
                    multiply(&tile);
                }
                else
                {
                    GemmPartialTile<TSimd, TVector>.Multiply(multiply, tile, rows, columns);
                }
            }
        }
    }

    /// <summary>
    /// Packing the left matrix pays when many panels of the right one pass over it, and its rows lie far apart.
    /// </summary>
    private static bool PacksLeft(in GemmProblem problem)
    {
        bool isWide = problem.Columns >= 8 * TileColumns;
        if (problem.LeftIsTransposed)
        {
            return isWide;
        }

        bool isLarge = (long)problem.Rows * problem.Depth > 16 * 1024;
        return (isWide && isLarge) || (problem.LeftRowStride % 512 == 0 && problem.Columns >= 2 * TileColumns);
    }

    /// <summary>
    /// The right matrix is packed if it is transposed, or if so many panels of rows pass over it that its rows, which
    /// lie far apart, had better lie together; the sooner the more of them fall on the same lines of the cache.
    /// </summary>
    private static bool PacksRight(in GemmProblem problem) =>
        problem.RightIsTransposed
        || problem.Rows > 6 * TileRows
        || (problem.RightDepthStride % 1024 == 0 && problem.Rows > 2 * TileRows);

    /// <summary>Where the panels of a block of the right matrix lie: in the matrix itself, or packed.</summary>
    private readonly struct GemmPanel(in GemmProblem block, float* packed, bool allPacked)
    {
        private readonly int _depth = block.Depth;

        /// <summary>The packed panel of a column; if the last panel alone is packed, it comes first.</summary>
        public float* Packed(int column) => packed + (allPacked ? (long)column * _depth : 0);

        /// <summary>Points a tile at its panel.</summary>
        public void Locate(ref GemmTile tile, in GemmProblem block, int column, int columns, int width)
        {
            if (allPacked || columns != width)
            {
                tile.Right = Packed(column);
                tile.RightDepthStride = width;
            }
            else
            {
                tile.Right = block.Right + column;
                tile.RightDepthStride = block.RightDepthStride;
            }
        }
    }
}
