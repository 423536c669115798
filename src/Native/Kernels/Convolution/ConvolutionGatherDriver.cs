using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs the pieces of a <see cref="ConvolutionGather"/> at one width of vectors.</summary>
internal static unsafe class ConvolutionGatherDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Neighbouring rows that are worth tiles of one element of each.</summary>
    private const int RowsWorthTiles = 8;

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
        RowRun* runs = (RowRun*)ThreadScratch.Get(ScratchUse.RowRuns, checked((block.EndRow - block.FirstRow) * (sizeof(RowRun) / sizeof(float))));
        int runCount = FindRuns(gather.Rows, block, runs);
        RowBlock whole = WithWholeWindows(gather, block);
        int mostLists = checked(runCount * (gather.Width.Phases + block.Length - whole.Length));
        WindowSegments segments = new(checked(mostLists * gather.Taps), leftStep: 1);
        int* ends = (int*)ThreadScratch.Get(ScratchUse.WindowSegmentEnds, mostLists);
        for (int run = 0, lists = 0; run < runCount; run++)
        {
            ListSegments(gather, runs[run], block, whole, band, ref segments, ends, ref lists);
        }

        int panelColumns = PanelColumns(gather.GroupResults);
        for (int group = 0; group < gather.Groups; group++)
        {
            for (int column = 0; column < gather.GroupResults; column += panelColumns)
            {
                int channel = (group * gather.GroupResults) + column;
                GemmTile tile = default;
                tile.Right = gather.Panels.At(group, column);
                tile.RightDepthStride = gather.Panels.DepthStride;
                tile.LeftDepthStride = 1;
                tile.ClipAtZero = gather.ClipAtZero;
                tile.Bias = gather.Bias == null ? null : gather.Bias + channel;
                MultiplyPanel(
                    gather, block, whole, new ReadOnlySpan<RowRun>(runs, runCount), band, group, column,
                    new ReadOnlySpan<int>(ends, mostLists), segments.Start, ref tile);
            }
        }
    }

    /// <summary>The columns of a panel of the right matrix: as wide as a tile, or as few vectors as hold the columns.</summary>
    public static int PanelColumns(int columns) => columns <= TSimd.Lanes ? TSimd.Lanes : 2 * TSimd.Lanes;

    /// <summary>Cuts the rows of a block where windows begin or cease to lie inside one plane.</summary>
    private static int FindRuns(in GatherRows rows, RowBlock block, RowRun* runs)
    {
        int count = 0;
        for (int row = block.FirstRow; row < block.EndRow; row = runs[count - 1].End)
        {
            int end = rows.EndOfRun(row, block.EndRow);
            runs[count++] = new RowRun(row, Math.Max(end, row + 1), IsInside: end > row);
        }

        return count;
    }

    /// <summary>
    /// The part of a block's rows whose windows do not reach beyond the ends of the source's rows, where there are runs of rows long enough
    /// that the elements before and behind are worth tiles of their own, one element of each row, which leave out the taps that see padding.
    /// Else the whole block: the padding is multiplied with like anything else.
    /// </summary>
    private static RowBlock WithWholeWindows(in ConvolutionGather gather, RowBlock block)
    {
        if (gather.Width.Phases > 1 || gather.Rows.LongestRun < RowsWorthTiles)
        {
            return block;
        }

        (int first, int end) = gather.Width.Whole;
        bool areFew = 2 * (end - first) >= gather.Width.ResultExtent;
        return areFew ? block with { First = Math.Clamp(first, block.First, block.End), End = Math.Clamp(end, block.First, block.End) } : block;
    }

    /// <summary>Multiplies with one panel of the weights.</summary>
    private static void MultiplyPanel(
        in ConvolutionGather gather,
        RowBlock block,
        RowBlock whole,
        ReadOnlySpan<RowRun> runs,
        SourceBand band,
        int group,
        int column,
        ReadOnlySpan<int> ends,
        GemmSegment* segments,
        ref GemmTile tile)
    {
        int columns = Math.Min(PanelColumns(gather.GroupResults), gather.GroupResults - column);
        int channel = (group * gather.GroupResults) + column;
        float* left = band.Origin + (group * gather.GroupSources);
        nint leftStep = (nint)gather.Width.SourceStep * gather.SourceChannels;
        nint leftRow = gather.Rows.SourceStep * band.RowStride;
        nint resultStep = (nint)gather.Width.ResultStep * gather.ResultChannels;
        nint resultRow = (nint)gather.Width.ResultExtent * gather.ResultChannels;
        int list = 0;
        foreach (RowRun run in runs)
        {
            float* result = gather.Result + (run.First * resultRow) + channel;
            RowBlock elements = run.IsInside ? whole : block;
            for (int phase = 0; phase < gather.Width.Phases; phase++)
            {
                PointAtList(list++, ends, segments, ref tile);
                int count = Math.Min(elements.End, gather.Width.PhaseLength(phase)) - elements.First;
                nint first = (phase * gather.ResultChannels) + (elements.First * resultStep);
                for (int row = 0; row < run.End - run.First; row++)
                {
                    MultiplyTiles(left + (row * leftRow) + (elements.First * leftStep), leftStep, result + (row * resultRow) + first, resultStep, count, columns, ref tile);
                }
            }

            for (int element = block.First; element < block.End && run.IsInside; element++)
            {
                if (element < whole.First || element >= whole.End)
                {
                    PointAtList(list++, ends, segments, ref tile);
                    MultiplyTiles(left, leftRow, result + (element * resultStep), resultRow, run.End - run.First, columns, ref tile);
                }
            }
        }
    }

    private static void PointAtList(int list, ReadOnlySpan<int> ends, GemmSegment* segments, ref GemmTile tile)
    {
        int first = list == 0 ? 0 : ends[list - 1];
        tile.Segments = segments + first;
        tile.SegmentCount = ends[list] - first;
    }

    /// <summary>Multiplies results that lie evenly apart, tile by tile.</summary>
    private static void MultiplyTiles(
        float* left, nint leftStep, float* result, nint resultStep, int count, int columns, ref GemmTile tile)
    {
        if (count <= 0)
        {
            return;
        }

        tile.LeftRowStride = leftStep;
        tile.ResultStride = resultStep;
        int vectors = (columns + TSimd.Lanes - 1) / TSimd.Lanes;
        EvenPanels panels = new(count, TTiles.MostRows(vectors));
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int rows = panels.Length(panel);
            tile.Left = left;
            tile.Result = result;
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

            left += rows * leftStep;
            result += rows * resultStep;
        }
    }

    /// <summary>
    /// Lists what the first row of a run reads: for each phase its first result's windows, then for each element without a whole window what it
    /// sees. List i ends before segment ends[i].
    /// </summary>
    private static void ListSegments(
        in ConvolutionGather gather, RowRun run, RowBlock block, RowBlock whole, SourceBand band, ref WindowSegments segments, int* ends, ref int lists)
    {
        for (int phase = 0; phase < gather.Width.Phases; phase++)
        {
            AddWindow(gather, run.First, phase, isCut: false, band, ref segments);
            ends[lists++] = segments.Count;
        }

        for (int element = block.First; element < block.End && run.IsInside; element++)
        {
            if (element < whole.First || element >= whole.End)
            {
                AddWindow(gather, run.First, element, isCut: true, band, ref segments);
                ends[lists++] = segments.Count;
            }
        }
    }

    /// <summary>Lists what one result reads, with the padding at the ends of rows or cut off there.</summary>
    private static void AddWindow(in ConvolutionGather gather, int row, int element, bool isCut, SourceBand band, ref WindowSegments segments)
    {
        int depth = gather.GroupSources;
        int first = segments.Count;
        for (int tapRow = 0; tapRow < gather.Rows.TapRows; tapRow++)
        {
            if (!gather.Rows.TryLocate(row, tapRow, out int sourceRow))
            {
                continue;
            }

            for (int tap = 0; tap < gather.Width.Taps; tap++)
            {
                if (isCut ? gather.Width.TryLocateInside(element, tap, out int source) : gather.Width.TryLocate(element, tap, out source))
                {
                    segments.Add(
                        (sourceRow * band.RowStride) + ((nint)source * gather.SourceChannels),
                        (((nint)tapRow * gather.Width.Taps) + tap) * depth,
                        depth,
                        first);
                }
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
