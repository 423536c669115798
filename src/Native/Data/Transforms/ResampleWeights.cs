using System.Numerics;

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
    private readonly int[] _fixedWeights;
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

        // Rounded away from zero.
        _fixedWeights = [.. _weights.Select(weight => (int)((weight * (1 << PrecisionBits)) + (weight < 0 ? -0.5 : 0.5)))];
    }

    /// <summary>The number of pixels of a resized row.</summary>
    public int OutputSize { get; }

    /// <summary>Resizes the rows of an image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">The image with rows of <see cref="OutputSize"/> pixels.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of pixels of a row before.</param>
    /// <param name="roundsPixels">Whether pixels are rounded to 0 … 255.</param>
    public void ApplyToRows(ReadOnlySpan<float> source, Span<float> target, int height, int width, bool roundsPixels)
    {
        for (var row = 0; row < height; row++)
        {
            var line = source.Slice(row * width, width);
            var result = target.Slice(row * OutputSize, OutputSize);
            for (var i = 0; i < OutputSize; i++)
            {
                var window = line.Slice(_first[i], _width);
                result[i] = roundsPixels ? Fixed(window, _fixedWeights.AsSpan(i * _width, _width)) : Sum(window, _weights.AsSpan(i * _width, _width));
            }
        }
    }

    /// <summary>Resizes the columns of an image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">The image with <see cref="OutputSize"/> rows.</param>
    /// <param name="width">The number of pixels of a row.</param>
    /// <param name="roundsPixels">Whether pixels are rounded to 0 … 255.</param>
    public void ApplyToColumns(ReadOnlySpan<float> source, Span<float> target, int width, bool roundsPixels)
    {
        for (var i = 0; i < OutputSize; i++)
        {
            var rows = source.Slice(_first[i] * width, _width * width);
            var result = target.Slice(i * width, width);
            if (roundsPixels)
            {
                FixedRows(rows, result, _fixedWeights.AsSpan(i * _width, _width));
            }
            else
            {
                SumRows(rows, result, _weights.AsSpan(i * _width, _width));
            }
        }
    }

    private static float Sum(ReadOnlySpan<float> window, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += window[k] * weights[k];
        }

        return (float)sum;
    }

    private static void SumRows(ReadOnlySpan<float> rows, Span<float> result, ReadOnlySpan<double> weights)
    {
        for (var column = 0; column < result.Length; column++)
        {
            double sum = 0;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += rows[(k * result.Length) + column] * weights[k];
            }

            result[column] = (float)sum;
        }
    }

    // PIL's arithmetic on 8-bit pixels, to the last bit: weights of 22 binary places, half added, cut off.
    private static float Fixed(ReadOnlySpan<float> window, ReadOnlySpan<int> weights)
    {
        var sum = 1 << (PrecisionBits - 1);
        for (var k = 0; k < weights.Length; k++)
        {
            sum += (int)window[k] * weights[k];
        }

        return Math.Clamp(sum >> PrecisionBits, byte.MinValue, byte.MaxValue);
    }

    private static void FixedRows(ReadOnlySpan<float> rows, Span<float> result, ReadOnlySpan<int> weights)
    {
        var column = 0;
        for (; column <= result.Length - Vector<float>.Count; column += Vector<float>.Count)
        {
            var sum = new Vector<int>(1 << (PrecisionBits - 1));
            for (var k = 0; k < weights.Length; k++)
            {
                sum += Vector.ConvertToInt32(new Vector<float>(rows[((k * result.Length) + column)..])) * weights[k];
            }

            sum = Vector.Min(Vector.Max(sum >> PrecisionBits, Vector<int>.Zero), new Vector<int>(byte.MaxValue));
            Vector.ConvertToSingle(sum).CopyTo(result[column..]);
        }

        for (; column < result.Length; column++)
        {
            var sum = 1 << (PrecisionBits - 1);
            for (var k = 0; k < weights.Length; k++)
            {
                sum += (int)rows[(k * result.Length) + column] * weights[k];
            }

            result[column] = Math.Clamp(sum >> PrecisionBits, byte.MinValue, byte.MaxValue);
        }
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
