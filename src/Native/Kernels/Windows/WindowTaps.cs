namespace Interop.Native.Kernels;

/// <summary>Taps under a window and where they take their elements from. Fields, since the innermost loops read them.</summary>
/// <param name="firstTap">The first tap.</param>
/// <param name="source">Where it lies, in floats.</param>
/// <param name="count">How many taps there are.</param>
internal readonly struct WindowTaps(int firstTap, nint source, int count)
{
    /// <summary>The first tap, counted as in the weights.</summary>
    public readonly int FirstTap = firstTap;

    /// <summary>How many taps there are.</summary>
    public readonly int Count = count;

    /// <summary>Where the first tap's element lies, in floats.</summary>
    public readonly nint Source = source;
}
