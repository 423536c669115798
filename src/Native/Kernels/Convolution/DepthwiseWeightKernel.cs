using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Sums one chunk of a depthwise convolution's weight gradient. Each row's positions are added in four groups (position modulo 4), the groups
/// along a tree, and the rows in order.
/// </summary>
internal readonly unsafe struct DepthwiseWeightKernel(DepthwiseWeightWork* work, int chunk) : ISimdKernel
{
    private readonly DepthwiseWeightWork* _work = work;
    private readonly int _chunk = chunk;

    /// <inheritdoc/>
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        WindowGeometry geometry = _work->Geometry;
        int weights = geometry.Taps * geometry.Channels;
        float* sums = _work->Sums + ((long)_chunk * weights);
        NativeMemory.Clear(sums, (nuint)weights * sizeof(float));
        int firstBlock = (int)((long)_work->Blocks.Count * _chunk / _work->Chunks);
        int endBlock = (int)((long)_work->Blocks.Count * (_chunk + 1) / _work->Chunks);
        for (int index = firstBlock; index < endBlock; index++)
        {
            RowBlock block = _work->Blocks[index];
            for (int row = block.FirstRow; row < block.EndRow; row++)
            {
                for (int tapRow = 0; tapRow < _work->Rows.TapRows; tapRow++)
                {
                    if (_work->Rows.TryLocate(row, tapRow, out int inputRow))
                    {
                        AddRow<TSimd, TVector>(geometry, block, row, inputRow, sums + ((long)tapRow * geometry.Width.Window * geometry.Channels));
                    }
                }
            }
        }
    }

    /// <summary>Adds one row of the output, for one row of taps.</summary>
    private void AddRow<TSimd, TVector>(in WindowGeometry geometry, RowBlock block, int row, int inputRow, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        WindowAxis width = geometry.Width;
        nint channels = geometry.Channels;
        for (int tap = 0; tap < width.Window; tap++)
        {
            // The outputs whose tap lies on the input: 0 ≤ o·stride + shift < input.
            int shift = (tap * width.Dilation) - width.PadBefore;
            int first = shift >= 0 ? block.First : Math.Max(block.First, (width.Stride - 1 - shift) / width.Stride);
            int end = width.Input <= shift ? 0 : Math.Min(block.End, (width.Input - shift + width.Stride - 1) / width.Stride);
            if (end <= first)
            {
                continue;
            }

            float* input = _work->Input + ((((nint)inputRow * width.Input) + ((nint)first * width.Stride) + shift) * channels);
            float* gradient = _work->OutputGradient + ((((nint)row * width.Output) + first) * channels);
            float* sum = sums + (tap * channels);
            int channel = 0;
            for (; channel <= geometry.Channels - TSimd.Lanes; channel += TSimd.Lanes)
            {
                AddVector<TSimd, TVector>(
                    input + channel, width.Stride * channels, gradient + channel, channels, end - first, sum + channel, TSimd.Lanes);
            }

            if (channel < geometry.Channels)
            {
                AddVector<TSimd, TVector>(
                    input + channel, width.Stride * channels, gradient + channel, channels, end - first, sum + channel, geometry.Channels - channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddVector<TSimd, TVector>(
        float* input, nint inputStep, float* gradient, nint gradientStep, int positions, float* sum, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector group0 = TSimd.Zero;
        TVector group1 = TSimd.Zero;
        TVector group2 = TSimd.Zero;
        TVector group3 = TSimd.Zero;
        for (; positions >= 4; positions -= 4)
        {
            group0 = Add<TSimd, TVector>(group0, input, gradient, lanes);
            group1 = Add<TSimd, TVector>(group1, input + inputStep, gradient + gradientStep, lanes);
            group2 = Add<TSimd, TVector>(group2, input + (2 * inputStep), gradient + (2 * gradientStep), lanes);
            group3 = Add<TSimd, TVector>(group3, input + (3 * inputStep), gradient + (3 * gradientStep), lanes);
            input += 4 * inputStep;
            gradient += 4 * gradientStep;
        }

        if (positions > 0)
        {
            group0 = Add<TSimd, TVector>(group0, input, gradient, lanes);
        }

        if (positions > 1)
        {
            group1 = Add<TSimd, TVector>(group1, input + inputStep, gradient + gradientStep, lanes);
        }

        if (positions > 2)
        {
            group2 = Add<TSimd, TVector>(group2, input + (2 * inputStep), gradient + (2 * gradientStep), lanes);
        }

        TVector total = TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3));
        VectorLanes<TSimd, TVector>.Store(sum, TSimd.Add(VectorLanes<TSimd, TVector>.Load(sum, lanes), total), lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TSimd, TVector>(TVector group, float* input, float* gradient, int lanes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(input, lanes), VectorLanes<TSimd, TVector>.Load(gradient, lanes), group);
}
