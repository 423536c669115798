namespace Interop.Native.Kernels;

/// <summary>
/// Along one axis, where the elements of a result take their terms from. Forwards the result is the output: element r takes tap k from
/// <c>r·stride − pad + k·dilation</c> of the input. Backwards the result is the input's gradient, and that is turned around: element r takes
/// tap k from <c>(r + pad − k·dilation) / stride</c> of the output's gradient, where that is whole. Taps are counted in the order in
/// which their sources rise, which is from the last to the first backwards.
/// </summary>
/// <remarks>
/// Elements whose taps lie alike form a phase: all of them forwards, every stride-th backwards. Element t of phase f is result
/// <c>f + t·ResultStep</c>, and takes each tap <c>t·SourceStep</c> beyond where f takes it.
/// </remarks>
/// <param name="axis">The axis and its window.</param>
/// <param name="isBackward">Which way.</param>
internal readonly struct GatherAxis(WindowAxis axis, bool isBackward)
{
    /// <summary>Places of taps are counted in input elements forwards; backwards only each stride-th is that of an output.</summary>
    private readonly int _unit = isBackward ? axis.Stride : 1;

    private readonly int _commonDivisor = isBackward ? CommonDivisor(axis.Stride, axis.Dilation) : 1;

    /// <summary>The extent of the result.</summary>
    public int ResultExtent => isBackward ? axis.Input : axis.Output;

    /// <summary>The extent of the source.</summary>
    public int SourceExtent => isBackward ? axis.Output : axis.Input;

    /// <summary>The number of taps.</summary>
    public int Taps => axis.Window;

    /// <summary>The number of phases; none is empty, however large the stride.</summary>
    public int Phases => isBackward ? Math.Min(axis.Stride, axis.Input) : 1;

    /// <summary>From one result of a phase to the next.</summary>
    public int ResultStep => Phases;

    /// <summary>From the source of one result of a phase to that of the next.</summary>
    public int SourceStep => isBackward ? 1 : axis.Stride;

    /// <summary>From one tap that takes part to the next, backwards as in forwards.</summary>
    public int TapStep => _unit / _commonDivisor;

    /// <summary>From the source of one tap that takes part to that of the next.</summary>
    public int TapSourceStep => axis.Dilation / _commonDivisor;

    /// <summary>The most taps of one result that take part and are not padding.</summary>
    public int MostInside => Math.Min(Taps, SourceExtent);

    /// <summary>The number of results in a phase.</summary>
    public int PhaseLength(int phase) => (ResultExtent - phase + Phases - 1) / Phases;

    /// <summary>Which tap of the window a tap is: backwards they are counted from the last.</summary>
    public int WindowTap(int tap) => isBackward ? axis.Window - 1 - tap : tap;

    /// <summary>Where a result takes a tap from; the source may lie in the padding, outside [0, SourceExtent).</summary>
    /// <returns>Whether the tap takes part.</returns>
    public bool TryLocate(int result, int tap, out int source)
    {
        if (!isBackward)
        {
            source = (result * axis.Stride) - axis.PadBefore + (tap * axis.Dilation);
            return true;
        }

        (source, int rest) = Math.DivRem(result + axis.PadBefore - (WindowTap(tap) * axis.Dilation), axis.Stride);
        return rest == 0;
    }

    /// <summary>Where a result takes a tap from.</summary>
    /// <returns>Whether the tap takes part and its source is not padding.</returns>
    public bool TryLocateInside(int result, int tap, out int source) =>
        TryLocate(result, tap, out source) && (uint)source < (uint)SourceExtent;

    /// <summary>The taps of a result that take part and are not padding, found without a look at the others.</summary>
    public TapRun TapsInside(int result)
    {
        int start = isBackward
            ? result + axis.PadBefore - ((axis.Window - 1) * axis.Dilation)
            : (result * axis.Stride) - axis.PadBefore;
        int farthest = (SourceExtent - 1) * _unit;
        if (start > farthest || start % _commonDivisor != 0)
        {
            return default;
        }

        int first = start >= 0 ? 0 : (axis.Dilation - 1 - start) / axis.Dilation;
        int last = Math.Min(Taps - 1, (farthest - start) / axis.Dilation);
        if (_unit <= axis.Dilation)
        {
            while (first <= last && (start + (first * axis.Dilation)) % _unit != 0)
            {
                first++;
            }
        }
        else if (first <= last)
        {
            // Sources lie farther apart than taps: look at those, so that no search is long.
            int place = (start + (first * axis.Dilation) + _unit - 1) / _unit * _unit;
            while ((place - start) % axis.Dilation != 0)
            {
                place += _unit;
            }

            first = (place - start) / axis.Dilation;
        }

        return first > last ? default : new TapRun(first, (start + (first * axis.Dilation)) / _unit, ((last - first) / TapStep) + 1);
    }

    /// <summary>The results [First, End) whose taps all take part and lie inside the source; of an axis with one phase.</summary>
    public (int First, int End) Whole
    {
        get
        {
            TryLocate(0, 0, out int lowest);
            TryLocate(0, Taps - 1, out int highest);
            int first = Math.Max(0, (SourceStep - 1 - lowest) / SourceStep);
            int end = highest < SourceExtent ? Math.Min(ResultExtent, ((SourceExtent - 1 - highest) / SourceStep) + 1) : 0;
            return (Math.Min(first, ResultExtent), end);
        }
    }

    /// <summary>The first and the last source of the results [first, end) of every phase, padding included.</summary>
    public (int Lowest, int Highest) Reach(int first, int end)
    {
        int lowest = int.MaxValue;
        int highest = int.MinValue;
        for (int phase = 0; phase < Phases; phase++)
        {
            int last = Math.Min(end, PhaseLength(phase)) - 1;
            for (int tap = 0; tap < Taps && last >= first; tap++)
            {
                if (TryLocate(phase, tap, out int source))
                {
                    lowest = Math.Min(lowest, source + (first * SourceStep));
                    highest = Math.Max(highest, source + (last * SourceStep));
                }
            }
        }

        return (lowest, highest);
    }

    private static int CommonDivisor(int first, int second)
    {
        while (second != 0)
        {
            (first, second) = (second, first % second);
        }

        return first;
    }
}
