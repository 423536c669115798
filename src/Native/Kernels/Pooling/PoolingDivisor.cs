namespace Interop.Native.Kernels;

/// <summary>By what average pooling divides the sum of a window, as PyTorch has it.</summary>
/// <param name="Fixed">The divisor of every window; null to count elements.</param>
/// <param name="CountsPadding">Whether elements of the padding are counted. What a last window in ceil mode sees beyond the padding never is.</param>
internal readonly record struct PoolingDivisor(int? Fixed, bool CountsPadding)
{
    /// <summary>The elements counted along one axis; at least one, since a sum of nothing is zero whatever it is divided by.</summary>
    public int Along(WindowAxis axis, int output)
    {
        int start = (output * axis.Stride) - axis.PadBefore;
        int end = start + axis.Window;
        return CountsPadding
            ? Math.Max(1, Math.Min(end, axis.Input + axis.PadAfter) - start)
            : Math.Max(1, Math.Min(end, axis.Input) - Math.Max(start, 0));
    }
}
