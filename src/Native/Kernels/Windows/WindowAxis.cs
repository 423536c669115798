namespace Interop.Native.Kernels;

/// <summary>
/// One axis of space under a sliding window: output o sees inputs <c>o·Stride − PadBefore + k·Dilation</c> for k = 0 … Window − 1.
/// </summary>
/// <param name="Input">The extent of the input.</param>
/// <param name="Window">The number of taps of the window.</param>
/// <param name="Stride">From one output's window to the next.</param>
/// <param name="Dilation">From one tap to the next.</param>
/// <param name="PadBefore">Elements of padding in front.</param>
/// <param name="PadAfter">Elements of padding behind, as asked for; a last window may reach beyond them in ceil mode.</param>
/// <param name="Output">The extent of the output.</param>
internal readonly record struct WindowAxis(int Input, int Window, int Stride, int Dilation, int PadBefore, int PadAfter, int Output)
{
    /// <summary>An axis that is not there.</summary>
    public static WindowAxis None { get; } = new(1, 1, 1, 1, 0, 0, 1);

    /// <summary>The elements from the first tap of a window to its last.</summary>
    public int Span => SpanOf(Window, Dilation);

    /// <summary>Whether each output sees the input of its own position alone.</summary>
    public bool IsPointwise => Window == 1 && Stride == 1 && PadBefore == 0 && PadAfter == 0;

    /// <summary>Whether there is one output, which sees each input once and nothing else.</summary>
    public bool IsWhole => Output == 1 && Window == Input && PadBefore == 0 && (Window == 1 || Dilation == 1);

    /// <summary>dilation · (window − 1) + 1.</summary>
    /// <param name="window">The number of taps.</param>
    /// <param name="dilation">From one tap to the next.</param>
    public static int SpanOf(int window, int dilation) => checked((dilation * (window - 1)) + 1);

    /// <summary>
    /// ⌊(input + padding − span) / stride⌋ + 1, or ⌈ ⌉ in ceil mode, where a last window that would begin in the padding behind is left
    /// out, as in PyTorch. 0 or less where the window does not fit.
    /// </summary>
    /// <param name="input">The extent of the input.</param>
    /// <param name="span">The elements from the first tap of a window to its last.</param>
    /// <param name="stride">From one output's window to the next.</param>
    /// <param name="padBefore">Elements of padding in front.</param>
    /// <param name="padAfter">Elements of padding behind.</param>
    /// <param name="ceilMode">Whether a last, incomplete window counts.</param>
    public static int OutputOf(int input, int span, int stride, int padBefore, int padAfter, bool ceilMode)
    {
        int room = checked(input + padBefore + padAfter - span);
        if (room < 0)
        {
            return 0;
        }

        int output = (room / stride) + 1;
        bool hasRest = ceilMode && room % stride != 0;
        return hasRest && (long)output * stride < input + padBefore ? output + 1 : output;
    }
}
