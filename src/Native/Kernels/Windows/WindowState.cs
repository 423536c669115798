namespace Interop.Native.Kernels;

/// <summary>What has been made so far of the elements under a window: a value, and for some operations the tap that it came from.</summary>
internal struct WindowState<TVector>
    where TVector : struct
{
    /// <summary>The sum or the largest element.</summary>
    public TVector Value;

    /// <summary>The tap of the largest element, as a float.</summary>
    public TVector Tap;
}
