using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Max pooling of a few rows, channels-last, whose windows do not overlap, and its gradient.</summary>
internal static unsafe class PooledRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The largest element under each window. The first of equals counts; a NaN counts as larger than all.</summary>
    /// <param name="window">The pooling.</param>
    /// <param name="source">The rows under the windows, [rows, width, channels].</param>
    /// <param name="pooledRows">The rows of the result.</param>
    /// <param name="result">[pooledRows, pooled width, channels].</param>
    /// <param name="taps">Which tap each element came from, −1 for those without gradient; null for nowhere.</param>
    /// <param name="isClipped">Whether the source was clipped at zero, so that nothing flows back through zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeLargest(in WindowGeometry window, float* source, int pooledRows, float* result, float* taps, bool isClipped)
    {
        int channels = window.Channels;
        nint rowFloats = (nint)window.Width.Input * channels;
        nint tapRow = window.Height.Dilation * rowFloats;
        nint tapStep = (nint)window.Width.Dilation * channels;
        TVector none = TSimd.Broadcast(-1f);
        for (int row = 0; row < pooledRows; row++)
        {
            for (int position = 0; position < window.Width.Output; position++)
            {
                float* first = source + (row * window.Height.Stride * rowFloats) + ((nint)position * window.Width.Stride * channels);
                for (int channel = 0; channel < channels; channel += TSimd.Lanes)
                {
                    int lanes = Math.Min(TSimd.Lanes, channels - channel);
                    if (taps == null)
                    {
                        VectorLanes<TSimd, TVector>.Store(result + channel, Largest(window, first + channel, tapRow, tapStep, lanes), lanes);
                        continue;
                    }

                    TVector largest = LargestWithTap(window, first + channel, tapRow, tapStep, lanes, out TVector tap);
                    VectorLanes<TSimd, TVector>.Store(result + channel, largest, lanes);
                    tap = isClipped ? TSimd.Select(TSimd.LessThanOrEqual(largest, TSimd.Zero), none, tap) : tap;
                    VectorLanes<TSimd, TVector>.Store(taps + channel, tap, lanes);
                }

                result += channels;
                taps = taps == null ? null : taps + channels;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Largest(in WindowGeometry window, float* first, nint tapRow, nint tapStep, int lanes)
    {
        TVector largest = VectorLanes<TSimd, TVector>.Load(first, lanes);
        for (int height = 0; height < window.Height.Window; height++)
        {
            for (int width = height == 0 ? 1 : 0; width < window.Width.Window; width++)
            {
                TVector value = VectorLanes<TSimd, TVector>.Load(first + (height * tapRow) + (width * tapStep), lanes);
                largest = TSimd.Select(IsLarger(value, largest), value, largest);
            }
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LargestWithTap(in WindowGeometry window, float* first, nint tapRow, nint tapStep, int lanes, out TVector tap)
    {
        TVector largest = VectorLanes<TSimd, TVector>.Load(first, lanes);
        tap = TSimd.Zero;
        int number = 1;
        for (int height = 0; height < window.Height.Window; height++)
        {
            for (int width = height == 0 ? 1 : 0; width < window.Width.Window; width++)
            {
                TVector value = VectorLanes<TSimd, TVector>.Load(first + (height * tapRow) + (width * tapStep), lanes);
                TVector isLarger = IsLarger(value, largest);
                largest = TSimd.Select(isLarger, value, largest);
                tap = TSimd.Select(isLarger, TSimd.Broadcast(number), tap);
                number++;
            }
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsLarger(TVector value, TVector largest) => TSimd.Or(TSimd.GreaterThan(value, largest), TSimd.IsNaN(value));

    /// <summary>Writes the gradient of everything under the windows of one sample, and sums it for each channel.</summary>
    /// <param name="window">The pooling.</param>
    /// <param name="gradient">The gradient of the pooled values, [pooled height, pooled width, channels].</param>
    /// <param name="taps">What <see cref="TakeLargest"/> wrote.</param>
    /// <param name="result">[height, width, channels]; what no window covers is left alone.</param>
    /// <param name="rowFloats">From one row of the result to the next.</param>
    /// <param name="sums">[channels]; null for none.</param>
    /// <param name="accumulate">Whether the sums are added to, or begin here.</param>
    public static void SpreadGradient(
        in WindowGeometry window, float* gradient, float* taps, float* result, nint rowFloats, float* sums, bool accumulate)
    {
        // Four vectors side by side: memory is read as it lies where channels are no more than that.
        int channel = 0;
        for (; channel <= window.Channels - (4 * TSimd.Lanes); channel += 4 * TSimd.Lanes)
        {
            SpreadFourVectors(window, gradient + channel, taps + channel, result + channel, rowFloats, sums == null ? null : sums + channel, accumulate);
        }

        for (; channel < window.Channels; channel += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, window.Channels - channel);
            SpreadVector(window, gradient + channel, taps + channel, result + channel, rowFloats, lanes, sums == null ? null : sums + channel, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadFourVectors(
        in WindowGeometry window, float* gradient, float* taps, float* result, nint rowFloats, float* sums, bool accumulate)
    {
        int lanes = TSimd.Lanes;
        nint step = (nint)window.Width.Stride * window.Channels;
        (TVector sum0, TVector sum1, TVector sum2, TVector sum3) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        for (int row = 0; row < window.Height.Output; row++)
        {
            float* first = result + (row * window.Height.Stride * rowFloats);
            for (int column = 0; column < window.Width.Output; column++)
            {
                sum0 = TSimd.Add(sum0, Spread(window, gradient, taps, first, rowFloats, lanes));
                sum1 = TSimd.Add(sum1, Spread(window, gradient + lanes, taps + lanes, first + lanes, rowFloats, lanes));
                sum2 = TSimd.Add(sum2, Spread(window, gradient + (2 * lanes), taps + (2 * lanes), first + (2 * lanes), rowFloats, lanes));
                sum3 = TSimd.Add(sum3, Spread(window, gradient + (3 * lanes), taps + (3 * lanes), first + (3 * lanes), rowFloats, lanes));
                gradient += window.Channels;
                taps += window.Channels;
                first += step;
            }
        }

        AddSum(sums, sum0, lanes, accumulate);
        AddSum(sums == null ? null : sums + lanes, sum1, lanes, accumulate);
        AddSum(sums == null ? null : sums + (2 * lanes), sum2, lanes, accumulate);
        AddSum(sums == null ? null : sums + (3 * lanes), sum3, lanes, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadVector(
        in WindowGeometry window, float* gradient, float* taps, float* result, nint rowFloats, int lanes, float* sums, bool accumulate)
    {
        nint step = (nint)window.Width.Stride * window.Channels;
        TVector sum = TSimd.Zero;
        for (int row = 0; row < window.Height.Output; row++)
        {
            float* first = result + (row * window.Height.Stride * rowFloats);
            for (int column = 0; column < window.Width.Output; column++)
            {
                sum = TSimd.Add(sum, Spread(window, gradient, taps, first, rowFloats, lanes));
                gradient += window.Channels;
                taps += window.Channels;
                first += step;
            }
        }

        AddSum(sums, sum, lanes, accumulate);
    }

    /// <summary>Writes the gradient under one window.</summary>
    /// <returns>What of it went anywhere.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Spread(in WindowGeometry window, float* gradient, float* taps, float* first, nint rowFloats, int lanes)
    {
        TVector value = VectorLanes<TSimd, TVector>.Load(gradient, lanes);
        TVector tap = VectorLanes<TSimd, TVector>.Load(taps, lanes);
        nint tapRow = window.Height.Dilation * rowFloats;
        nint tapStep = (nint)window.Width.Dilation * window.Channels;
        int number = 0;
        for (int height = 0; height < window.Height.Window; height++)
        {
            for (int width = 0; width < window.Width.Window; width++)
            {
                TVector chosen = TSimd.And(TSimd.EqualTo(tap, TSimd.Broadcast(number)), value);
                VectorLanes<TSimd, TVector>.Store(first + (height * tapRow) + (width * tapStep), chosen, lanes);
                number++;
            }
        }

        return TSimd.And(TSimd.GreaterThanOrEqual(tap, TSimd.Zero), value);
    }

    private static void AddSum(float* sums, TVector sum, int lanes, bool accumulate)
    {
        if (sums != null)
        {
            sum = accumulate ? TSimd.Add(VectorLanes<TSimd, TVector>.Load(sums, lanes), sum) : sum;
            VectorLanes<TSimd, TVector>.Store(sums, sum, lanes);
        }
    }
}
