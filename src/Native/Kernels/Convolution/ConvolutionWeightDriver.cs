using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs the pieces of a <see cref="ConvolutionWeightWork"/> at one width of vectors.</summary>
internal static unsafe class ConvolutionWeightDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of the tallest tile: taller ones would have more addresses than there are registers for, and ran slower.</summary>
    private const int MostRows = 12;

    /// <summary>The columns of a panel of the weight: as wide as a tile, or as few vectors as hold the columns.</summary>
    public static int PanelColumns(int columns) => columns <= TSimd.Lanes ? TSimd.Lanes : 2 * TSimd.Lanes;

    /// <summary>Sums one chunk of blocks for one strip of the weight.</summary>
    /// <param name="state">The <see cref="ConvolutionWeightWork"/>.</param>
    /// <param name="piece">Which chunk and strip.</param>
    public static void RunPiece(void* state, int piece)
    {
        ref readonly ConvolutionWeightWork work = ref *(ConvolutionWeightWork*)state;
        (int chunk, int strip) = Math.DivRem(piece, work.Strips);
        int firstUnit = (int)((long)work.Units * strip / work.Strips);
        int endUnit = (int)((long)work.Units * (strip + 1) / work.Strips);
        int firstBlock = (int)((long)work.Blocks.Count * chunk / work.Chunks);
        int endBlock = (int)((long)work.Blocks.Count * (chunk + 1) / work.Chunks);
        float* sums = work.Sums + ((long)chunk * work.Geometry.WeightCount);
        for (int index = firstBlock; index < endBlock; index++)
        {
            RowBlock block = work.Blocks[index];
            AddBlock(work, block, firstUnit, endUnit, sums, accumulate: index > firstBlock);
        }
    }

    /// <summary>Adds what one block gives to some units of the weight, or begins with it.</summary>
    /// <param name="work">The gradient.</param>
    /// <param name="block">Rows of the output.</param>
    /// <param name="firstUnit">The first unit.</param>
    /// <param name="endUnit">Behind the last one.</param>
    /// <param name="sums">One weight's size.</param>
    /// <param name="accumulate">Whether the sums hold something already.</param>
    public static void AddBlock(in ConvolutionWeightWork work, RowBlock block, int firstUnit, int endUnit, float* sums, bool accumulate)
    {
        SourceBand band = Band(work, block);
        int packed = -1;
        for (int unit = firstUnit; unit < endUnit; unit++)
        {
            (int panel, int tapRow) = Math.DivRem(unit, work.Rows.TapRows);
            AddUnit(work, block, band, panel, tapRow, sums, accumulate, ref packed);
        }
    }

    /// <summary>Adds what one block gives to one row of taps, for one panel of columns.</summary>
    private static void AddUnit(
        in ConvolutionWeightWork work, RowBlock block, SourceBand band, int panel, int tapRow, float* sums, bool accumulate, ref int packed)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        (int group, int groupPanel) = Math.DivRem(panel, work.Panels);
        int column = groupPanel * work.PanelColumns;
        int columns = Math.Min(work.PanelColumns, geometry.GroupOutputs - column);
        int channel = (group * geometry.GroupOutputs) + column;

        GemmTile tile = default;
        tile.LeftRowStride = 1;
        tile.LeftDepthStride = (nint)geometry.Width.Stride * geometry.InputChannels;
        tile.ResultStride = geometry.OutputChannels;
        tile.Accumulate = accumulate;
        PointAtGradient(work, block, channel, columns, panel, ref tile, ref packed);

        WindowSegments segments = new(block.EndRow - block.FirstRow, tile.LeftDepthStride);
        ListSegments(work, block, band, tapRow, ref segments);
        tile.Segments = segments.Start;
        tile.SegmentCount = segments.Count;

        int taps = geometry.Width.Window;
        float* left = band.Origin + (group * geometry.GroupInputs);
        for (int tap = 0; tap < (work.JoinsTaps ? 1 : taps); tap++)
        {
            nint firstRow = (((nint)tapRow * taps) + tap) * geometry.GroupInputs;
            float* result = sums + (firstRow * geometry.OutputChannels) + channel;
            int rows = work.JoinsTaps ? taps * geometry.GroupInputs : geometry.GroupInputs;
            MultiplyPanel(left + ((nint)tap * geometry.Width.Dilation * geometry.InputChannels), result, rows, columns, ref tile);
        }
    }

    private static void MultiplyPanel(float* left, float* result, int rows, int columns, ref GemmTile tile)
    {
        int vectors = (columns + TSimd.Lanes - 1) / TSimd.Lanes;
        EvenPanels panels = new(rows, Math.Min(MostRows, TTiles.MostRows(vectors)));
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int row = panels.Start(panel);
            int height = panels.Length(panel);
            tile.Left = left + row;
            tile.Result = result + (row * tile.ResultStride);
            delegate*<GemmTile*, void> multiply = TTiles.Select(height, vectors);
            if (columns == vectors * TSimd.Lanes)
            {
                fixed (GemmTile* pointer = &tile)
                {
                    multiply(pointer);
                }
            }
            else
            {
                GemmPartialTile<TSimd, TVector>.Multiply(multiply, tile, height, columns);
            }
        }
    }

    /// <summary>Points the tile at a block's dy, one position after another; at a copy where columns end within a vector.</summary>
    private static void PointAtGradient(
        in ConvolutionWeightWork work, RowBlock block, int channel, int columns, int panel, ref GemmTile tile, ref int packed)
    {
        int outputs = work.Geometry.OutputChannels;
        float* start = work.OutputGradient + ((((nint)block.FirstRow * work.GradientWidth) + block.First) * outputs) + channel;
        if (columns % TSimd.Lanes == 0)
        {
            tile.Right = start;
            tile.RightDepthStride = outputs;
            return;
        }

        int positions = ((block.EndRow - block.FirstRow - 1) * work.GradientWidth) + block.Length;
        float* copy = ThreadScratch.Get(ScratchUse.PackedRight, checked(positions * work.PanelColumns));
        tile.Right = copy;
        tile.RightDepthStride = work.PanelColumns;
        for (int vector = 0; packed != panel && vector < columns; vector += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, columns - vector);
            GemmPacking.PackVector<TSimd, TVector>(start + vector, outputs, 1, positions, lanes, copy + vector, work.PanelColumns);
        }

        packed = panel;
    }

    /// <summary>Lists, for a row of taps, what each row of the block reads; rows that see only padding are left out.</summary>
    private static void ListSegments(
        in ConvolutionWeightWork work, RowBlock block, SourceBand band, int tapRow, ref WindowSegments segments)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        nint firstElement = ((nint)block.First * geometry.Width.Stride) - geometry.Width.PadBefore;
        for (int row = block.FirstRow; row < block.EndRow; row++)
        {
            if (work.Rows.TryLocate(row, tapRow, out int inputRow))
            {
                segments.Add(
                    (inputRow * band.RowStride) + (firstElement * geometry.InputChannels),
                    (nint)(row - block.FirstRow) * work.GradientWidth,
                    block.Length,
                    firstOfRow: 0);
            }
        }
    }

    private static SourceBand Band(in ConvolutionWeightWork work, RowBlock block)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        (int lowest, int highest) = work.Width.Reach(block.First, block.End);
        if (SourceBand.IsInside(lowest, highest, geometry.Width.Input))
        {
            return SourceBand.InPlace(work.Input, geometry.Width.Input, geometry.InputChannels);
        }

        (int firstRow, int endRow) = work.Rows.Reach(block.FirstRow, block.EndRow);
        return SourceBand.Copy(
            work.Input, geometry.Width.Input, geometry.InputChannels, firstRow, endRow, lowest, highest);
    }
}
