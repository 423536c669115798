using Interop.Native.Tensors;

namespace Interop.Native.Kernels;

/// <summary>Reorders the axes of each sample of a batch.</summary>
internal static class AxisPermutation
{
    /// <summary>target[n, i₁, …] = source[n, …] with axis k of the target being axis axes[k − 1] of the source.</summary>
    /// <param name="batchSize">The number of samples.</param>
    /// <param name="sample">The shape of one sample of the source.</param>
    /// <param name="axes">The source's axes, counted from 1, in the target's order.</param>
    /// <param name="source">The batch.</param>
    /// <param name="target">As many values; not the same memory as the source.</param>
    public static void Gather(int batchSize, Shape sample, ReadOnlySpan<int> axes, ReadOnlySpan<float> source, Span<float> target)
    {
        Span<int> extents = stackalloc int[axes.Length];
        Span<int> strides = stackalloc int[axes.Length];
        Describe(sample, axes, extents, strides);
        Span<int> index = stackalloc int[axes.Length];
        var size = sample.Size;
        for (var n = 0; n < batchSize; n++)
        {
            var from = source.Slice(n * size, size);
            var to = target.Slice(n * size, size);
            var position = 0;
            for (var i = 0; i < size; i++)
            {
                to[i] = from[position];
                position = Next(position, index, extents, strides);
            }
        }
    }

    /// <summary>The inverse of <see cref="Gather"/>: target[n, …] = source[n, i₁, …].</summary>
    /// <param name="batchSize">The number of samples.</param>
    /// <param name="sample">The shape of one sample of the target.</param>
    /// <param name="axes">The target's axes, counted from 1, in the source's order.</param>
    /// <param name="source">The batch.</param>
    /// <param name="target">As many values; not the same memory as the source.</param>
    public static void Scatter(int batchSize, Shape sample, ReadOnlySpan<int> axes, ReadOnlySpan<float> source, Span<float> target)
    {
        Span<int> extents = stackalloc int[axes.Length];
        Span<int> strides = stackalloc int[axes.Length];
        Describe(sample, axes, extents, strides);
        Span<int> index = stackalloc int[axes.Length];
        var size = sample.Size;
        for (var n = 0; n < batchSize; n++)
        {
            var from = source.Slice(n * size, size);
            var to = target.Slice(n * size, size);
            var position = 0;
            for (var i = 0; i < size; i++)
            {
                to[position] = from[i];
                position = Next(position, index, extents, strides);
            }
        }
    }

    // Extents of the permuted sample, and how far apart its neighbours lie in the other.
    private static void Describe(Shape sample, ReadOnlySpan<int> axes, Span<int> extents, Span<int> strides)
    {
        for (var k = 0; k < axes.Length; k++)
        {
            var axis = axes[k] - 1;
            var stride = 1;
            for (var inner = axis + 1; inner < sample.Rank; inner++)
            {
                stride *= sample[inner];
            }

            extents[k] = sample[axis];
            strides[k] = stride;
        }
    }

    private static int Next(int position, Span<int> index, ReadOnlySpan<int> extents, ReadOnlySpan<int> strides)
    {
        for (var k = index.Length - 1; k >= 0; k--)
        {
            position += strides[k];
            if (++index[k] < extents[k])
            {
                return position;
            }

            position -= index[k] * strides[k];
            index[k] = 0;
        }

        return position;
    }
}
