namespace Interop.Native.Data.Transforms;

/// <summary>
/// For each pixel of a resized row, which pixels it is the weighted sum of. The centre of output pixel i lies at
/// <c>(i + ½)·in/out</c>; the kernel is as wide as the larger of the two pixels where antialiasing, and as an input pixel where not; weights
/// add up to 1. This is PIL's resampling, and torch's <c>interpolate(align_corners=False, antialias=True)</c>.
/// </summary>
internal sealed class ResampleWeights
{
    // PIL's fixed point: 32 bits less 8 of a pixel and 2 for overshoot.
    private const int PrecisionBits = 22;

    private readonly int[] _first;
    private readonly double[] _weights;
    private readonly int _width;

    public ResampleWeights(int inputSize, int outputSize, Interpolation interpolation, bool antialias)
    {
        OutputSize = outputSize;
        var scale = (double)inputSize / outputSize;
        var filterScale = antialias ? Math.Max(scale, 1) : 1;
        var support = filterScale * (interpolation == Interpolation.Bicubic ? 2 : 1);
        _width = Math.Min(inputSize, ((int)Math.Ceiling(support) * 2) + 1);
        _first = new int[outputSize];
        _weights = new double[outputSize * _width];
        for (var i = 0; i < outputSize; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(center - support + 0.5));
            var count = Math.Min(inputSize, (int)(center + support + 0.5)) - first;
            var weights = _weights.AsSpan(i * _width, _width);
            double sum = 0;
            for (var k = 0; k < count; k++)
            {
                weights[k] = Kernel((first + k - center + 0.5) / filterScale, interpolation);
                sum += weights[k];
            }

            for (var k = 0; k < count; k++)
            {
                weights[k] = sum != 0 ? weights[k] / sum : weights[k];
            }

            // Near the end the window would leave the row; its last weights are 0 and move to the front.
            var shift = Math.Max(0, first + _width - inputSize);
            if (shift > 0)
            {
                weights[..(_width - shift)].CopyTo(weights[shift..]);
                weights[..shift].Clear();
            }

            _first[i] = first - shift;
        }
    }

    /// <summary>The number of pixels of a resized row.</summary>
    public int OutputSize { get; }

    /// <summary>Resizes along one axis.</summary>
    /// <param name="source">Rows × columns of an image.</param>
    /// <param name="target">The image with this axis resized.</param>
    /// <param name="lines">How many lines run along the axis.</param>
    /// <param name="inputSize">The extent of the axis before.</param>
    /// <param name="step">From one pixel to the next along the axis; 1 for rows.</param>
    /// <param name="roundsPixels">Whether pixels are rounded to 0 … 255.</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, int lines, int inputSize, int step, bool roundsPixels)
    {
        for (var line = 0; line < lines; line++)
        {
            // Along rows (step 1) a line begins every inputSize pixels, along columns every pixel.
            var from = step == 1 ? line * inputSize : line;
            var to = step == 1 ? line * OutputSize : line;
            for (var i = 0; i < OutputSize; i++)
            {
                var weights = _weights.AsSpan(i * _width, _width);
                var start = from + (_first[i] * step);
                target[to + (i * step)] = roundsPixels ? Fixed(source, weights, start, step) : Sum(source, weights, start, step);
            }
        }
    }

    private static float Sum(ReadOnlySpan<float> source, ReadOnlySpan<double> weights, int start, int step)
    {
        double sum = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += source[start + (k * step)] * weights[k];
        }

        return (float)sum;
    }

    // PIL's arithmetic on 8-bit pixels, to the last bit: weights rounded away from zero to 22 binary places, half added, cut off.
    private static float Fixed(ReadOnlySpan<float> source, ReadOnlySpan<double> weights, int start, int step)
    {
        var sum = 1 << (PrecisionBits - 1);
        for (var k = 0; k < weights.Length; k++)
        {
            var scaled = weights[k] * (1 << PrecisionBits);
            sum += (int)source[start + (k * step)] * (int)(weights[k] < 0 ? scaled - 0.5 : scaled + 0.5);
        }

        return Math.Clamp(sum >> PrecisionBits, byte.MinValue, byte.MaxValue);
    }

    private static double Kernel(double x, Interpolation interpolation)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        if (interpolation == Interpolation.Bicubic)
        {
            return x < 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
                : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * a
                : 0;
        }

        return x < 1 ? 1 - x : 0;
    }
}
