namespace Interop.Native.Kernels;

/// <summary>
/// Elements of a row of a depthwise convolution's result, of one phase of <see cref="GatherAxis"/>, that take the same taps, each as far behind where
/// the one before takes them.
/// </summary>
/// <param name="first">The first element.</param>
/// <param name="count">How many elements there are.</param>
/// <param name="firstTap">The first tap, counted as in the weights.</param>
/// <param name="tapCount">How many taps take part and are not padding.</param>
/// <param name="firstSource">Where the first element takes the first tap from.</param>
internal readonly unsafe struct DepthwiseRun(int first, int count, int firstTap, int tapCount, int firstSource)
{
    /// <summary>The first element.</summary>
    public readonly int First = first;

    /// <summary>The first tap, counted as in the weights.</summary>
    public readonly int FirstTap = firstTap;

    /// <summary>How many taps take part and are not padding.</summary>
    public readonly int TapCount = tapCount;

    /// <summary>Where the first element takes the first tap from.</summary>
    public readonly int FirstSource = firstSource;

    private readonly int _count = count;

    /// <summary>Cuts a row of the result into runs.</summary>
    /// <param name="width">The axis along which rows lie.</param>
    /// <param name="runs">Where to, with room for as many as elements.</param>
    /// <returns>How many there are.</returns>
    public static int ListAll(GatherAxis width, DepthwiseRun* runs)
    {
        int runCount = 0;
        for (int phase = 0; phase < width.Phases; phase++)
        {
            int length = width.PhaseLength(phase);
            for (int place = 0, count; place < length; place += count)
            {
                int first = phase + (place * width.ResultStep);
                TapRun taps = width.TapsInside(first);
                count = Math.Min(length - place, AlikeFrom(width, taps));
                runs[runCount++] = new DepthwiseRun(first, count, width.WindowTap(taps.FirstTap), taps.Count, taps.FirstSource);
            }
        }

        return runCount;
    }

    /// <summary>How many elements take the same taps: until the last tap leaves the source, or one before the first enters it.</summary>
    private static int AlikeFrom(GatherAxis width, TapRun taps)
    {
        if (taps.Count == 0)
        {
            return 1;
        }

        int last = taps.FirstSource + ((taps.Count - 1) * width.TapSourceStep);
        int untilLastLeaves = ((width.SourceExtent - 1 - last) / width.SourceStep) + 1;
        int untilOneEnters = (width.TapSourceStep - taps.FirstSource + width.SourceStep - 1) / width.SourceStep;
        return taps.FirstTap < width.TapStep ? untilLastLeaves : Math.Min(untilLastLeaves, untilOneEnters);
    }

    /// <summary>Which of the run's elements, counted from its first, lie in a part of the row.</summary>
    /// <param name="block">The part of the row.</param>
    /// <param name="step">From one element of the run to the next.</param>
    public (int First, int End) Within(RowBlock block, int step) =>
        (Math.Clamp((block.First - First + step - 1) / step, 0, _count), Math.Clamp((block.End - First + step - 1) / step, 0, _count));
}
