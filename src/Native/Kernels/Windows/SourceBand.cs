using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>
/// The rows of a source that a block of results reads: in place, or where windows reach beyond the ends of rows, a copy with zeros there.
/// Rows are counted through all samples and outer axes; each holds its elements' channels together.
/// </summary>
internal readonly unsafe struct SourceBand
{
    private SourceBand(float* origin, nint rowStride)
    {
        Origin = origin;
        RowStride = rowStride;
    }

    /// <summary>Where element 0 of row 0 lies, or would lie: element e of row r is <c>r·RowStride + e·channels</c> on.</summary>
    public float* Origin { get; }

    /// <summary>From one row to the next, in floats.</summary>
    public nint RowStride { get; }

    /// <summary>Whether windows that reach from <paramref name="lowest"/> to <paramref name="highest"/> stay inside rows of this length.</summary>
    public static bool IsInside(int lowest, int highest, int length) => lowest >= 0 && highest < length;

    /// <summary>The source as it lies.</summary>
    public static SourceBand InPlace(float* source, int length, int channels) => new(source, (nint)length * channels);

    /// <summary>A source whose rows lie apart, with as many zeros between as windows reach beyond them.</summary>
    /// <param name="origin">Where element 0 of row 0 lies, or would lie.</param>
    /// <param name="rowStride">From one row to the next, in floats.</param>
    public static SourceBand Padded(float* origin, nint rowStride) => new(origin, rowStride);

    /// <summary>A copy of the rows [firstRow, endRow), elements [lowest, highest], in memory of the current thread.</summary>
    public static SourceBand Copy(float* source, int length, int channels, int firstRow, int endRow, int lowest, int highest)
    {
        int width = highest - lowest + 1;
        nint rowStride = (nint)width * channels;
        float* copy = ThreadScratch.Get(ScratchUse.SourceBand, rowStride * (endRow - firstRow));
        int before = Math.Clamp(-lowest, 0, width);
        int inside = Math.Clamp(length - lowest, before, width) - before;
        float* target = copy;
        for (int row = firstRow; row < endRow; row++)
        {
            float* start = source + ((((nint)row * length) + lowest + before) * channels);
            Clear(target, before * channels);
            NativeMemory.Copy(start, target + (before * channels), (nuint)(inside * channels) * sizeof(float));
            Clear(target + ((before + inside) * channels), (width - before - inside) * channels);
            target += rowStride;
        }

        return new SourceBand(copy - (firstRow * rowStride) - ((nint)lowest * channels), rowStride);
    }

    private static void Clear(float* start, int count) => NativeMemory.Clear(start, (nuint)count * sizeof(float));
}
