using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Convolution in which each channel sees itself alone, channels-last: y[n, p, c] = b[c] + Σₖ x[n, p·stride − pad + k·dilation, c] · w[k, c], and
/// its gradients. Vectors hold neighbouring channels.
/// </summary>
internal static unsafe class DepthwiseKernel
{
    /// <summary>About how many positions are summed in registers before they are added to the rest.</summary>
    private const int BlockPositions = 512;

    /// <summary>The most chunks of blocks that are summed apart, so that threads can share them.</summary>
    private const int MostChunks = 16;

    /// <summary>Fewer multiplications than this are not worth a second thread.</summary>
    private const long SmallWork = 64 * 1024;

    /// <summary>Computes y.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="weight">w, [taps, channels].</param>
    /// <param name="bias">b; empty for none.</param>
    /// <param name="output">y.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Forward(
        in WindowGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        Span<float> output,
        GemmActivation activation,
        WorkerPool pool)
    {
        Check(geometry, samples, input.Length, weight.Length, output.Length);
        if (!bias.IsEmpty && bias.Length != geometry.Channels)
        {
            throw new ArgumentException($"A bias needs one element for each of the {geometry.Channels} channels, got {bias.Length}.");
        }

        fixed (float* source = input)
        fixed (float* taps = weight)
        fixed (float* added = bias)
        fixed (float* result = output)
        {
            DepthwiseGather gather = new(geometry, isBackward: false, source, taps, added, activation == GemmActivation.ReLU, result);
            gather.Run(geometry, samples, pool);
        }
    }

    /// <summary>Computes dx.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="weight">w, [taps, channels].</param>
    /// <param name="inputGradient">dx.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void InputGradient(
        in WindowGeometry geometry,
        int samples,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> weight,
        Span<float> inputGradient,
        WorkerPool pool)
    {
        Check(geometry, samples, inputGradient.Length, weight.Length, outputGradient.Length);
        fixed (float* source = outputGradient)
        fixed (float* taps = weight)
        fixed (float* result = inputGradient)
        {
            DepthwiseGather gather = new(geometry, isBackward: true, source, taps, null, clipAtZero: false, result);
            gather.Run(geometry, samples, pool);
        }
    }

    /// <summary>Computes dw[k, c] = Σₙ Σₚ x[n, p·stride − pad + k·dilation, c] · dy[n, p, c].</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="weightGradient">dw, [taps, channels].</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void WeightGradient(
        in WindowGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient,
        WorkerPool pool)
    {
        Check(geometry, samples, input.Length, weightGradient.Length, outputGradient.Length);
        GatherRows rows = new(new GatherAxis(geometry.Depth, false), new GatherAxis(geometry.Height, false));
        RowBlocks blocks = new(samples * rows.ResultRows, geometry.Width.Output, BlockPositions);
        int chunks = Math.Min(MostChunks, blocks.Count);
        fixed (float* x = input)
        fixed (float* gradient = outputGradient)
        fixed (float* result = weightGradient)
        {
            float* sums = chunks == 1 ? result : ThreadScratch.Get(ScratchUse.ConvolutionPartials, checked(chunks * weightGradient.Length));
            DepthwiseWeightWork work = new(geometry, rows, blocks, chunks, x, gradient, sums);
            if ((long)samples * geometry.OutputSize * geometry.Taps >= SmallWork)
            {
                pool.Run(chunks, &RunChunk, &work);
            }
            else
            {
                for (int chunk = 0; chunk < chunks; chunk++)
                {
                    RunChunk(&work, chunk);
                }
            }

            if (chunks > 1)
            {
                Reductions.ColumnSums(new ReadOnlySpan<float>(sums, chunks * weightGradient.Length), chunks, weightGradient, pool);
            }
        }
    }

    private static void RunChunk(void* state, int chunk)
    {
        DepthwiseWeightKernel kernel = new((DepthwiseWeightWork*)state, chunk);
        SimdDispatch.Run(ref kernel);
    }

    private static void Check(in WindowGeometry geometry, int samples, int inputLength, int weightLength, int outputLength)
    {
        WindowCheck.Lengths(geometry, samples, inputLength, outputLength);
        if (weightLength != geometry.Taps * geometry.Channels)
        {
            throw new ArgumentException(
                $"A depthwise convolution of {geometry.Taps} taps and {geometry.Channels} channels needs {geometry.Taps * geometry.Channels} weights, got {weightLength}.");
        }
    }
}
