namespace Interop.Native.Kernels;

/// <summary>Collects the stretches of memory that a row's windows read, joining those that follow each other in both matrices.</summary>
internal unsafe ref struct WindowSegments
{
    private readonly GemmSegment* _segments;
    private readonly nint _leftStep;

    /// <summary>Makes room in memory of the current thread.</summary>
    /// <param name="most">The most stretches there can be.</param>
    /// <param name="leftStep">From one depth of the left matrix to the next.</param>
    public WindowSegments(int most, nint leftStep)
    {
        _segments = (GemmSegment*)ThreadScratch.Get(ScratchUse.WindowSegments, checked(most * (sizeof(GemmSegment) / sizeof(float))));
        _leftStep = leftStep;
    }

    /// <summary>How many stretches there are.</summary>
    public int Count { get; private set; }

    /// <summary>All stretches.</summary>
    public readonly GemmSegment* Start => _segments;

    /// <summary>Adds a stretch, which may join the last one, if that is not before <paramref name="firstOfRow"/>.</summary>
    public void Add(nint left, nint right, nint depth, int firstOfRow)
    {
        if (Count > firstOfRow)
        {
            ref GemmSegment last = ref _segments[Count - 1];
            if (left == last.Left + (last.Depth * _leftStep) && right == last.Right + last.Depth)
            {
                last.Depth += depth;
                return;
            }
        }

        _segments[Count++] = new GemmSegment { Left = left, Right = right, Depth = depth };
    }
}
