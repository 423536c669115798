using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs the pieces of a <see cref="ConvolutionGather"/> at one width of vectors.</summary>
internal static unsafe class ConvolutionGatherDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Computes one block of rows of the result.</summary>
    /// <param name="state">The <see cref="ConvolutionGather"/>.</param>
    /// <param name="piece">Which of its blocks.</param>
    public static void RunPiece(void* state, int piece)
    {
        ref readonly ConvolutionGather gather = ref *(ConvolutionGather*)state;
        RowBlock block = gather.Blocks[piece];
        RunBlock(gather, block, Band(gather, block));
    }

    /// <summary>Computes any block of rows of the result.</summary>
    /// <param name="gather">The convolution.</param>
    /// <param name="block">The rows.</param>
    /// <param name="band">The rows of the source that they read.</param>
    public static void RunBlock(in ConvolutionGather gather, RowBlock block, SourceBand band)
    {
        // Where windows lie inside the source, each row reads what the one before reads, some rows on: one list serves all.
        int phases = gather.Width.Phases;
        bool isInside = gather.Rows.IsInside(block.FirstRow, block.EndRow);
        nint rowStep = isInside ? gather.Rows.SourceStep * band.RowStride : 0;
        int rows = block.EndRow - block.FirstRow;
        int lists = (isInside ? 1 : rows) * phases;
        WindowSegments segments = new(checked(lists * gather.Taps), leftStep: 1);
        int* ends = stackalloc int[lists];
        ListSegments(gather, isInside ? block with { EndRow = block.FirstRow + 1 } : block, band, ref segments, ends);

        int panelColumns = PanelColumns(gather.GroupResults);
        for (int group = 0; group < gather.Groups; group++)
        {
            for (int column = 0; column < gather.GroupResults; column += panelColumns)
            {
                int columns = Math.Min(panelColumns, gather.GroupResults - column);
                GemmTile tile = default;
                tile.Right = gather.Panels.At(group, column);
                tile.RightDepthStride = gather.Panels.DepthStride;
                tile.LeftRowStride = (nint)gather.Width.SourceStep * gather.SourceChannels;
                tile.LeftDepthStride = 1;
                tile.ResultStride = (nint)gather.Width.ResultStep * gather.ResultChannels;
                tile.ClipAtZero = gather.ClipAtZero;
                int channel = (group * gather.GroupResults) + column;
                tile.Bias = gather.Bias == null ? null : gather.Bias + channel;
                float* left = band.Origin + (group * gather.GroupSources);
                for (int result = 0; result < rows * phases; result++)
                {
                    (int row, int phase) = Math.DivRem(result, phases);
                    int list = isInside ? phase : result;
                    int first = list == 0 ? 0 : ends[list - 1];
                    tile.Segments = segments.Start + first;
                    tile.SegmentCount = ends[list] - first;
                    MultiplyRow(gather, block, block.FirstRow + row, phase, left + (row * rowStep), channel, columns, ref tile);
                }
            }
        }
    }

    /// <summary>The columns of a panel of the right matrix: as wide as a tile, or as few vectors as hold the columns.</summary>
    public static int PanelColumns(int columns) => columns <= TSimd.Lanes ? TSimd.Lanes : 2 * TSimd.Lanes;

    /// <summary>Multiplies the results of one phase of one row, tile by tile.</summary>
    private static void MultiplyRow(
        in ConvolutionGather gather, RowBlock block, int row, int phase, float* left, int channel, int columns, ref GemmTile tile)
    {
        int end = Math.Min(block.End, gather.Width.PhaseLength(phase));
        if (end <= block.First)
        {
            return;
        }

        int vectors = (columns + TSimd.Lanes - 1) / TSimd.Lanes;
        EvenPanels panels = new(end - block.First, TTiles.MostRows(vectors));
        nint rowStart = (((nint)row * gather.Width.ResultExtent) + phase) * gather.ResultChannels;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int position = block.First + panels.Start(panel);
            int rows = panels.Length(panel);
            tile.Left = left + (position * tile.LeftRowStride);
            tile.Result = gather.Result + rowStart + (position * tile.ResultStride) + channel;
            delegate*<GemmTile*, void> multiply = TTiles.Select(rows, vectors);
            if (columns == vectors * TSimd.Lanes)
            {
                fixed (GemmTile* pointer = &tile)
                {
                    multiply(pointer);
                }
            }
            else
            {
                GemmPartialTile<TSimd, TVector>.Multiply(multiply, tile, rows, columns);
            }
        }
    }

    /// <summary>Lists for each row and phase what its first result reads; list i ends before segment ends[i].</summary>
    private static void ListSegments(in ConvolutionGather gather, RowBlock block, SourceBand band, ref WindowSegments segments, int* ends)
    {
        int depth = gather.GroupSources;
        for (int row = block.FirstRow; row < block.EndRow; row++)
        {
            for (int phase = 0; phase < gather.Width.Phases; phase++)
            {
                int first = segments.Count;
                for (int tapRow = 0; tapRow < gather.Rows.TapRows; tapRow++)
                {
                    if (!gather.Rows.TryLocate(row, tapRow, out int sourceRow))
                    {
                        continue;
                    }

                    for (int tap = 0; tap < gather.Width.Taps; tap++)
                    {
                        if (gather.Width.TryLocate(phase, tap, out int source))
                        {
                            segments.Add(
                                (sourceRow * band.RowStride) + ((nint)source * gather.SourceChannels),
                                (((nint)tapRow * gather.Width.Taps) + tap) * depth,
                                depth,
                                first);
                        }
                    }
                }

                *ends++ = segments.Count;
            }
        }
    }

    /// <summary>What a block of rows reads: the source itself, or a copy with zeros where windows reach beyond it.</summary>
    public static SourceBand Band(in ConvolutionGather gather, RowBlock block)
    {
        (int lowest, int highest) = gather.Width.Reach(block.First, block.End);
        if (SourceBand.IsInside(lowest, highest, gather.Width.SourceExtent))
        {
            return SourceBand.InPlace(gather.Source, gather.Width.SourceExtent, gather.SourceChannels);
        }

        (int firstRow, int endRow) = gather.Rows.Reach(block.FirstRow, block.EndRow);
        return SourceBand.Copy(
            gather.Source, gather.Width.SourceExtent, gather.SourceChannels, firstRow, endRow, lowest, highest);
    }
}
