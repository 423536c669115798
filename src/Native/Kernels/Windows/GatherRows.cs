namespace Interop.Native.Kernels;

/// <summary>Which rows of the source a row of the result takes its terms from; rows are counted through all samples and outer axes.</summary>
/// <param name="depth">The outermost axis.</param>
/// <param name="height">The middle axis.</param>
internal readonly unsafe struct GatherRows(GatherAxis depth, GatherAxis height)
{
    private readonly GatherAxis _depth = depth;
    private readonly GatherAxis _height = height;

    /// <summary>The rows of taps of the window.</summary>
    public int TapRows => _depth.Taps * _height.Taps;

    /// <summary>The rows of one sample's result.</summary>
    public int ResultRows => _depth.ResultExtent * _height.ResultExtent;

    /// <summary>The source row that a row of the result takes a row of taps from.</summary>
    /// <returns>Whether the taps take part and are not padding.</returns>
    public bool TryLocate(int row, int tapRow, out int sourceRow)
    {
        (int outer, int height) = Math.DivRem(row, _height.ResultExtent);
        (int sample, int depth) = Math.DivRem(outer, _depth.ResultExtent);
        (int depthTap, int heightTap) = Math.DivRem(tapRow, _height.Taps);
        bool isInside = _depth.TryLocateInside(depth, depthTap, out int sourceDepth)
            & _height.TryLocateInside(height, heightTap, out int sourceHeight);
        sourceRow = (((sample * _depth.SourceExtent) + sourceDepth) * _height.SourceExtent) + sourceHeight;
        return isInside;
    }

    /// <summary>The most rows of taps of one row of the result that take part and are not padding.</summary>
    public int MostInside => checked(_depth.MostInside * _height.MostInside);

    /// <summary>Lists the rows of taps of a row of the result that take part and are not padding, in the order of their sources.</summary>
    /// <param name="row">The row of the result.</param>
    /// <param name="width">The innermost axis.</param>
    /// <param name="channels">The channels of an element.</param>
    /// <param name="tapRows">Where to, with room for <see cref="MostInside"/>: the first tap of each row of taps, and where the row of the source lies.</param>
    /// <returns>How many there are.</returns>
    public int ListInside(int row, GatherAxis width, int channels, WindowTaps* tapRows)
    {
        (int outer, int height) = Math.DivRem(row, _height.ResultExtent);
        (int sample, int depth) = Math.DivRem(outer, _depth.ResultExtent);
        TapRun depthTaps = _depth.TapsInside(depth);
        TapRun heightTaps = _height.TapsInside(height);
        nint rowStride = (nint)width.SourceExtent * channels;
        int count = 0;
        for (int i = 0; i < depthTaps.Count; i++)
        {
            int firstTap = _depth.WindowTap(depthTaps.FirstTap + (i * _depth.TapStep)) * _height.Taps;
            int plane = (sample * _depth.SourceExtent) + depthTaps.FirstSource + (i * _depth.TapSourceStep);
            for (int j = 0; j < heightTaps.Count; j++)
            {
                int tapRow = firstTap + _height.WindowTap(heightTaps.FirstTap + (j * _height.TapStep));
                int sourceRow = (plane * _height.SourceExtent) + heightTaps.FirstSource + (j * _height.TapSourceStep);
                tapRows[count++] = new WindowTaps(tapRow * width.Taps, sourceRow * rowStride, width.Taps);
            }
        }

        return count;
    }

    /// <summary>From the source of one row of the result to that of the next, in a run of rows whose windows lie inside.</summary>
    public int SourceStep => _height.SourceStep;

    /// <summary>The most rows that a run has whose windows lie inside one plane of the source: all taps take part, each row's as far behind the one's before.</summary>
    public int LongestRun => HasRuns ? Math.Max(0, _height.Whole.End - _height.Whole.First) : 0;

    private bool HasRuns => _depth.Taps == 1 && _height.Phases == 1;

    /// <summary>The end of the run of rows whose windows lie inside one plane of the source; the row itself where it begins none.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="endRow">Where to stop.</param>
    public int EndOfRun(int row, int endRow)
    {
        (int outer, int height) = Math.DivRem(row, _height.ResultExtent);
        (int first, int end) = _height.Whole;
        bool isInside = HasRuns && height >= first && height < end && _depth.TryLocateInside(outer % _depth.ResultExtent, 0, out _);
        return isInside ? Math.Min(endRow, row + end - height) : row;
    }

    /// <summary>The first source row that the rows [firstRow, endRow) of the result read, and that behind the last; equal for none.</summary>
    public (int First, int End) Reach(int firstRow, int endRow)
    {
        int first = int.MaxValue;
        int end = 0;
        for (int row = firstRow; row < endRow; row++)
        {
            (int outer, int height) = Math.DivRem(row, _height.ResultExtent);
            (int sample, int depth) = Math.DivRem(outer, _depth.ResultExtent);
            TapRun depthTaps = _depth.TapsInside(depth);
            TapRun heightTaps = _height.TapsInside(height);
            if (depthTaps.Count > 0 && heightTaps.Count > 0)
            {
                // Taps are counted as their sources rise.
                int plane = (sample * _depth.SourceExtent) + depthTaps.FirstSource;
                int lastPlane = plane + ((depthTaps.Count - 1) * _depth.TapSourceStep);
                int lastHeight = heightTaps.FirstSource + ((heightTaps.Count - 1) * _height.TapSourceStep);
                first = Math.Min(first, (plane * _height.SourceExtent) + heightTaps.FirstSource);
                end = Math.Max(end, (lastPlane * _height.SourceExtent) + lastHeight + 1);
            }
        }

        return (Math.Min(first, end), end);
    }
}
