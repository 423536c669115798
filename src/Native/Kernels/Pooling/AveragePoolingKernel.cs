using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>The mean of the elements under each window, channels-last: their sum divided by a count that <see cref="PoolingDivisor"/> decides.</summary>
internal static unsafe class AveragePoolingKernel
{
    /// <summary>y = Σ x / divisor.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="divisor">By what sums are divided.</param>
    /// <param name="input">x.</param>
    /// <param name="output">y.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Forward(
        in WindowGeometry geometry, int samples, PoolingDivisor divisor, ReadOnlySpan<float> input, Span<float> output, WorkerPool pool)
    {
        WindowCheck.Lengths(geometry, samples, input.Length, output.Length);
        if (geometry.Depth.IsWhole && geometry.Height.IsWhole && geometry.Width.IsWhole)
        {
            SumWhole(geometry, samples, input, output, pool);
        }
        else
        {
            fixed (float* source = input)
            fixed (float* result = output)
            {
                WindowGather<WindowSum>.Run(geometry, samples, isBackward: false, new WindowSum(source, result), pool);
            }
        }

        Divide(geometry, divisor, output);
    }

    /// <summary>dx = Σ dy / divisor over the windows that saw it. Divides dy in place.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="divisor">By what sums are divided.</param>
    /// <param name="outputGradient">dy; overwritten.</param>
    /// <param name="inputGradient">dx.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Backward(
        in WindowGeometry geometry, int samples, PoolingDivisor divisor, Span<float> outputGradient, Span<float> inputGradient, WorkerPool pool)
    {
        WindowCheck.Lengths(geometry, samples, inputGradient.Length, outputGradient.Length);
        Divide(geometry, divisor, outputGradient);
        fixed (float* source = outputGradient)
        fixed (float* result = inputGradient)
        {
            WindowGather<WindowSum>.Run(geometry, samples, isBackward: true, new WindowSum(source, result), pool);
        }
    }

    /// <summary>
    /// The sums of all elements of each sample: a window as large as that adds thousands, whose roundings add up when they are added in turn,
    /// so it takes the column sums' groups and blocks.
    /// </summary>
    private static void SumWhole(in WindowGeometry geometry, int samples, ReadOnlySpan<float> input, Span<float> output, WorkerPool pool)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            Reductions.ColumnSums(
                input.Slice(sample * geometry.InputSize, geometry.InputSize),
                geometry.Taps,
                output.Slice(sample * geometry.Channels, geometry.Channels),
                pool);
        }
    }

    private static void Divide(in WindowGeometry geometry, PoolingDivisor divisor, Span<float> values)
    {
        int position = 0;
        while (position < values.Length)
        {
            for (int depth = 0; depth < geometry.Depth.Output; depth++)
            {
                for (int height = 0; height < geometry.Height.Output; height++)
                {
                    long rowCount = (long)divisor.Along(geometry.Depth, depth) * divisor.Along(geometry.Height, height);
                    for (int width = 0; width < geometry.Width.Output; width++)
                    {
                        float count = divisor.Fixed ?? rowCount * divisor.Along(geometry.Width, width);
                        Divide(values.Slice(position, geometry.Channels), count);
                        position += geometry.Channels;
                    }
                }
            }
        }
    }

    /// <summary>Divides all values by one number.</summary>
    public static void Divide(Span<float> values, float divisor)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> divisors = new(divisor);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] /= divisors;
        }

        for (int i = wide.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] /= divisor;
        }
    }
}
