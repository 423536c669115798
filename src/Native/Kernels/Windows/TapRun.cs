namespace Interop.Native.Kernels;

/// <summary>The taps of one result that take part and are not padding: they lie evenly apart, and so do their sources.</summary>
/// <param name="FirstTap">The first tap, counted as their sources rise.</param>
/// <param name="FirstSource">Where it takes its element from.</param>
/// <param name="Count">How many taps there are.</param>
internal readonly record struct TapRun(int FirstTap, int FirstSource, int Count);
