namespace Interop.Native.Kernels;

/// <summary>A window over up to three axes of space that treats each channel alone. Values lie channels-last, [N, depth, height, width, channels].</summary>
/// <param name="Depth">The outermost axis.</param>
/// <param name="Height">The middle one.</param>
/// <param name="Width">The innermost one.</param>
/// <param name="Channels">The channels.</param>
internal readonly record struct WindowGeometry(WindowAxis Depth, WindowAxis Height, WindowAxis Width, int Channels)
{
    /// <summary>The taps of the whole window.</summary>
    public int Taps => Depth.Window * Height.Window * Width.Window;

    /// <summary>The elements of one sample's input.</summary>
    public int InputSize => Depth.Input * Height.Input * Width.Input * Channels;

    /// <summary>The elements of one sample's output.</summary>
    public int OutputSize => Depth.Output * Height.Output * Width.Output * Channels;
}
