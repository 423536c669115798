using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs the pieces of a <see cref="PooledConvolutionWork"/> at one width of vectors.</summary>
internal static unsafe class PooledConvolutionDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Computes a band of pooled rows of one sample.</summary>
    /// <param name="state">The <see cref="PooledConvolutionWork"/>.</param>
    /// <param name="piece">Which sample and band.</param>
    public static void RunForwardPiece(void* state, int piece)
    {
        ref readonly PooledConvolutionWork work = ref *(PooledConvolutionWork*)state;
        (int sample, int band) = Math.DivRem(piece, work.Bands);
        WindowAxis height = work.Window.Height;
        int firstPooled = band * work.BandRows;
        int pooledRows = Math.Min(work.BandRows, height.Output - firstPooled);
        int rows = ((pooledRows - 1) * height.Stride) + height.Span;
        int firstRow = (sample * height.Input) + (firstPooled * height.Stride);
        int rowFloats = work.Window.Width.Input * work.Channels;

        float* convolved = ThreadScratch.Get(ScratchUse.PooledRows, checked(rows * rowFloats));
        if (work.IsFast)
        {
            float* image = work.Gather.Source + ((nint)sample * work.Winograd.Geometry.InputSpace * work.Gather.SourceChannels);
            WinogradDriver<TTiles, TSimd, TVector>.ComputeRows(work.Winograd, image, firstPooled * height.Stride, rows, convolved);
        }
        else
        {
            ConvolutionGather gather = work.Gather;
            gather.Result = convolved - ((nint)firstRow * rowFloats);
            RowBlock block = new(firstRow, firstRow + rows, 0, work.Window.Width.Input);
            ConvolutionGatherDriver<TTiles, TSimd, TVector>.RunBlock(gather, block, ConvolutionGatherDriver<TTiles, TSimd, TVector>.Band(gather, block));
        }

        int positions = pooledRows * work.Window.Width.Output;
        int firstPosition = firstPooled * work.Window.Width.Output;
        float* taps = work.Taps == null ? null : work.Taps + ((((nint)sample * work.PooledSpace) + firstPosition) * work.Channels);
        float* pooled = work.Pooled + ((nint)sample * work.PooledSpace * work.Channels);
        if (!work.IsChannelsFirst)
        {
            PooledRows<TSimd, TVector>.TakeLargest(work.Window, convolved, pooledRows, pooled + ((nint)firstPosition * work.Channels), taps, work.Gather.ClipAtZero);
            return;
        }

        float* channelsLast = ThreadScratch.Get(ScratchUse.PooledOutput, checked(positions * work.Channels));
        PooledRows<TSimd, TVector>.TakeLargest(work.Window, convolved, pooledRows, channelsLast, taps, work.Gather.ClipAtZero);
        MatrixTranspose<TSimd, TVector>.Run(channelsLast, work.Channels, positions, work.Channels, pooled + firstPosition, work.PooledSpace);
    }

    /// <summary>Sums the gradients of weight and bias for a run of samples, and computes their inputs' gradient.</summary>
    /// <param name="state">The <see cref="PooledConvolutionWork"/>.</param>
    /// <param name="piece">Which run.</param>
    public static void RunBackwardPiece(void* state, int piece)
    {
        ref readonly PooledConvolutionWork work = ref *(PooledConvolutionWork*)state;
        int firstSample = (int)((long)work.Samples * piece / work.Chunks);
        int endSample = (int)((long)work.Samples * (piece + 1) / work.Chunks);
        int rows = work.Window.Height.Input;
        nint rowFloats = (nint)work.PaddedWidth * work.Channels;

        // The padding, and what no window covers, stays zero from sample to sample.
        float* gradient = ThreadScratch.Get(ScratchUse.PooledRows, rows * rowFloats);
        new Span<float>(gradient, (int)(rows * rowFloats)).Clear();
        float* inside = gradient + ((nint)work.PadBefore * work.Channels);
        float* biasSums = work.BiasSums == null ? null : work.BiasSums + ((nint)piece * work.Channels);
        float* weightSums = work.Weight.Sums + ((nint)piece * work.WeightFloats);
        nint inputFloats = (nint)work.Weight.Geometry.InputSpace * work.Weight.Geometry.InputChannels;
        for (int sample = firstSample; sample < endSample; sample++)
        {
            bool isFirst = sample == firstSample;
            MemoryAhead.Request(work.Weight.Input + (sample * inputFloats), inputFloats);
            float* pooled = PooledGradient(work, sample);
            float* taps = work.Taps + ((nint)sample * work.PooledSpace * work.Channels);
            PooledRows<TSimd, TVector>.SpreadGradient(work.Window, pooled, taps, inside, rowFloats, biasSums, accumulate: !isFirst);

            float* input = work.Weight.Input + (sample * inputFloats);
            float* inputGradient = work.Gather.Result == null ? null : work.Gather.Result + (sample * inputFloats);
            if (work.IsFast)
            {
                WinogradDriver<TTiles, TSimd, TVector>.AddGradients(
                    work.Winograd, input, inside, rowFloats, weightSums, !isFirst, inputGradient);
            }
            else
            {
                AddGradients(work, sample, inside - ((nint)sample * rows * rowFloats), rowFloats, weightSums, isFirst);
            }

            if (inputGradient != null && work.IsInputRectified)
            {
                Elementwise.MapOnThisThread(input, inputGradient, inputGradient, (int)inputFloats, default(RectifierDerivativeOperation));
            }
        }
    }

    private static void AddGradients(in PooledConvolutionWork work, int sample, float* gradient, nint rowFloats, float* weightSums, bool isFirst)
    {
        AddToWeight(work, sample, gradient, weightSums, isFirst);
        if (work.Gather.Result != null)
        {
            int inputRows = work.Gather.Rows.ResultRows;
            RowBlock block = new(sample * inputRows, (sample + 1) * inputRows, 0, work.Gather.Width.PhaseLength(0));
            ConvolutionGatherDriver<TTiles, TSimd, TVector>.RunBlock(work.Gather, block, SourceBand.Padded(gradient, rowFloats));
        }
    }

    private static float* PooledGradient(in PooledConvolutionWork work, int sample)
    {
        float* pooled = work.Pooled + ((nint)sample * work.PooledSpace * work.Channels);
        if (!work.IsChannelsFirst)
        {
            return pooled;
        }

        float* channelsLast = ThreadScratch.Get(ScratchUse.PooledOutput, checked(work.PooledSpace * work.Channels));
        MatrixTranspose<TSimd, TVector>.Run(pooled, work.PooledSpace, work.Channels, work.PooledSpace, channelsLast, work.Channels);
        return channelsLast;
    }

    private static void AddToWeight(in PooledConvolutionWork work, int sample, float* gradient, float* sums, bool isFirst)
    {
        ConvolutionWeightWork weight = work.Weight;
        weight.OutputGradient = gradient;
        RowBlocks blocks = weight.Blocks;
        int firstRow = sample * weight.Rows.ResultRows;
        for (int index = 0; index < blocks.Count; index++)
        {
            RowBlock block = blocks[index];
            RowBlock ofSample = block with { FirstRow = firstRow + block.FirstRow, EndRow = firstRow + block.EndRow };
            bool accumulate = !isFirst || index > 0;
            ConvolutionWeightDriver<TTiles, TSimd, TVector>.AddBlock(weight, ofSample, 0, weight.Units, sums, accumulate);
        }
    }
}
