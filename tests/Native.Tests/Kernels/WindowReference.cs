using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>What lies under a sliding window, by the definition.</summary>
internal static class WindowReference
{
    /// <summary>
    /// Every pair of an element and a window over it, one by one, with the tap under which it lies: in the order of outputs, and for each in the order of taps.
    /// </summary>
    public static IEnumerable<(int Input, int Tap, int Output)> Pairs(WindowGeometry window, int samples)
    {
        var (depth, height, width) = (window.Depth, window.Height, window.Width);
        for (var n = 0; n < samples; n++)
        {
            for (var output = 0; output < depth.Output * height.Output * width.Output; output++)
            {
                for (var tap = 0; tap < window.Taps; tap++)
                {
                    var d = At(depth, output / width.Output / height.Output, tap / width.Window / height.Window);
                    var h = At(height, output / width.Output % height.Output, tap / width.Window % height.Window);
                    var w = At(width, output % width.Output, tap % width.Window);
                    if (d < 0 || h < 0 || w < 0)
                    {
                        continue;
                    }

                    var input = (((((n * depth.Input) + d) * height.Input) + h) * width.Input) + w;
                    var result = (n * depth.Output * height.Output * width.Output) + output;
                    for (var c = 0; c < window.Channels; c++)
                    {
                        yield return ((input * window.Channels) + c, tap, (result * window.Channels) + c);
                    }
                }
            }
        }
    }

    /// <summary>By what the sum of one output's window is divided: its elements, counted one by one, those of the padding too where they count.</summary>
    public static int Count(WindowGeometry window, PoolingDivisor divisor, int output)
    {
        var position = output / window.Channels % (window.OutputSize / window.Channels);
        var (height, width) = (window.Height, window.Width);
        return divisor.Fixed
            ?? (Along(window.Depth, position / width.Output / height.Output) * Along(height, position / width.Output % height.Output) * Along(width, position % width.Output));

        int Along(WindowAxis axis, int o)
        {
            var counted = 0;
            for (var k = 0; k < axis.Window; k++)
            {
                var at = (o * axis.Stride) - axis.PadBefore + k;
                counted += divisor.CountsPadding ? (at < axis.Input + axis.PadAfter ? 1 : 0) : (at >= 0 && at < axis.Input ? 1 : 0);
            }

            return Math.Max(1, counted);
        }
    }

    /// <summary>The element under a tap; −1 for the padding.</summary>
    private static int At(WindowAxis axis, int output, int tap)
    {
        var at = (output * axis.Stride) - axis.PadBefore + (tap * axis.Dilation);
        return at < axis.Input ? Math.Max(at, -1) : -1;
    }
}
