using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class ConvolutionKernel
{
    /// <summary>Floats of the convolution's output that a piece computes before it pools them, about: a quarter of a megabyte, which second-level caches hold beside the weights.</summary>
    private const int PooledBandFloats = 64 * 1024;

    /// <summary>Positions of one sample that are summed in registers before they are added to the rest.</summary>
    private const int SamplePositions = 1024;

    /// <summary>Whether a convolution and the max pooling behind it can be worked off together: windows that do not overlap, images and sequences.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="window">The pooling over its output.</param>
    public static bool CanPool(in ConvolutionGeometry geometry, in WindowGeometry window) =>
        !geometry.IsMatrixProduct && !geometry.IsDepthwise && geometry.Depth == WindowAxis.None && window.Depth == WindowAxis.None
        && IsApart(window.Height) && IsApart(window.Width)
        && (long)window.Height.Input * geometry.Width.Output * geometry.OutputChannels <= MostPartials;

    /// <summary>y = max under the windows of activation(convolution of x); what lies between is not kept.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="window">The pooling over its output; <see cref="CanPool"/> said it can be.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x, [N, height, width, in].</param>
    /// <param name="weight">w, [taps, in/groups, out].</param>
    /// <param name="bias">b, [out]; empty for none.</param>
    /// <param name="activation">Applied before the pooling.</param>
    /// <param name="pooled">y, [N, height', width', out], or channels-first.</param>
    /// <param name="isChannelsFirst">How y lies.</param>
    /// <param name="taps">Where to write which tap each y came from, for <see cref="BackwardPooled"/>; empty for nowhere.</param>
    /// <param name="isFast">Whether Winograd's algorithm may be used.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void ForwardPooled(
        in ConvolutionGeometry geometry,
        in WindowGeometry window,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        GemmActivation activation,
        Span<float> pooled,
        bool isChannelsFirst,
        Span<float> taps,
        bool isFast,
        WorkerPool pool)
    {
        CheckPooled(geometry, window, samples, input.Length, weight.Length, pooled.Length);
        if (!bias.IsEmpty)
        {
            CheckLength("bias", bias.Length, geometry.OutputChannels);
        }

        if (!taps.IsEmpty)
        {
            CheckLength("taps", taps.Length, pooled.Length);
        }

        fixed (float* source = input)
        fixed (float* right = weight)
        fixed (float* added = bias)
        fixed (float* result = pooled)
        fixed (float* chosen = taps)
        {
            PooledConvolutionWork work = new()
            {
                Gather = Gather(geometry, samples, isBackward: false, source, null),
                Window = window,
                Samples = samples,
                Pooled = result,
                IsChannelsFirst = isChannelsFirst,
                Taps = chosen,
            };
            work.Gather.Bias = added;
            work.Gather.ClipAtZero = activation == GemmActivation.ReLU;
            work.IsFast = isFast && WinogradConvolution.Fits(geometry);
            if (work.IsFast)
            {
                work.Winograd = WinogradConvolution.Prepare(geometry, right, added, activation, isBackward: false, pool);
                work.BandRows = ((work.Winograd.BandRows - window.Height.Span) / window.Height.Stride) + 1;
                work.IsFast = window.Height.Span <= work.Winograd.BandRows;
            }

            if (!work.IsFast)
            {
                work.Gather.Panels = ForwardPanels(geometry, right, pool);
                // Few samples are cut smaller, so that all threads have something to do: no sum crosses the rows of a band.
                int pieces = pool.Threads > 1 ? 2 * pool.Threads : 1;
                work.BandRows = Math.Min(
                    PooledBandFloats / (window.Width.Input * geometry.OutputChannels * window.Height.Stride),
                    (int)((long)window.Height.Output * samples / pieces));
            }

            work.BandRows = Math.Clamp(work.BandRows, 1, window.Height.Output);
            work.Bands = (window.Height.Output + work.BandRows - 1) / work.BandRows;
            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &PooledConvolutionDriver<GemmTiles512, Simd512, Vector512<float>>.RunForwardPiece
                : SimdDispatch.Has256 ? &PooledConvolutionDriver<GemmTiles256, Simd256, Vector256<float>>.RunForwardPiece
                : &PooledConvolutionDriver<GemmTiles128, Simd128, Vector128<float>>.RunForwardPiece;
            Share(samples * work.Bands, piece, &work, Multiplications(geometry, samples), pool);
        }
    }

    /// <summary>Computes all gradients of <see cref="ForwardPooled"/>.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="window">The pooling over its output.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="weight">w.</param>
    /// <param name="pooledGradient">dy, as y lies.</param>
    /// <param name="isChannelsFirst">How y lies.</param>
    /// <param name="taps">What <see cref="ForwardPooled"/> wrote.</param>
    /// <param name="weightGradient">dw.</param>
    /// <param name="biasGradient">db; empty for none.</param>
    /// <param name="inputGradient">dx; empty where nobody asks.</param>
    /// <param name="isInputRectified">Whether a rectifier made x: then dx is that of what the rectifier read.</param>
    /// <param name="isFast">Whether Winograd's algorithm may be used.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void BackwardPooled(
        in ConvolutionGeometry geometry,
        in WindowGeometry window,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> pooledGradient,
        bool isChannelsFirst,
        ReadOnlySpan<float> taps,
        Span<float> weightGradient,
        Span<float> biasGradient,
        Span<float> inputGradient,
        bool isInputRectified,
        bool isFast,
        WorkerPool pool)
    {
        CheckPooled(geometry, window, samples, input.Length, weight.Length, pooledGradient.Length);
        CheckLength("taps", taps.Length, pooledGradient.Length);
        CheckLength("weight gradient", weightGradient.Length, geometry.WeightCount);
        CheckLength("input gradient", inputGradient.IsEmpty ? input.Length : inputGradient.Length, input.Length);
        if (samples == 0)
        {
            weightGradient.Clear();
            biasGradient.Clear();
            return;
        }

        fixed (float* source = input)
        fixed (float* right = weight)
        fixed (float* gradient = pooledGradient)
        fixed (float* chosen = taps)
        fixed (float* result = inputGradient)
        {
            PooledConvolutionWork work = new()
            {
                Gather = Gather(geometry, samples, isBackward: true, null, result),
                Weight = WeightWork(geometry, samples),
                Window = window,
                Samples = samples,
                Pooled = gradient,
                IsChannelsFirst = isChannelsFirst,
                Taps = chosen,
                IsInputRectified = isInputRectified,
                IsFast = isFast && WinogradConvolution.FitsBackward(geometry),
            };
            work.Weight.Input = source;
            int weightFloats = PrepareBackward(ref work, right, pool);

            // A chunk's sums for the weight and those for the bias lie in one piece of memory, one kind behind the other, with room for the
            // sum of all chunks between.
            int biasStart = checked((work.Chunks + 1) * weightFloats);
            float* sums = ThreadScratch.Get(ScratchUse.ConvolutionPartials, biasStart + ((long)work.Chunks * geometry.OutputChannels));
            work.Weight.Sums = sums;
            work.WeightFloats = weightFloats;
            work.BiasSums = biasGradient.IsEmpty ? null : sums + biasStart;
            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &PooledConvolutionDriver<GemmTiles512, Simd512, Vector512<float>>.RunBackwardPiece
                : SimdDispatch.Has256 ? &PooledConvolutionDriver<GemmTiles256, Simd256, Vector256<float>>.RunBackwardPiece
                : &PooledConvolutionDriver<GemmTiles128, Simd128, Vector128<float>>.RunBackwardPiece;
            Share(work.Chunks, piece, &work, 2 * Multiplications(geometry, samples), pool);
            if (work.IsFast)
            {
                fixed (float* finished = weightGradient)
                {
                    WinogradConvolution.FinishWeight(work.Winograd, sums, work.Chunks, finished, pool);
                }
            }
            else
            {
                Reductions.ColumnSums(new ReadOnlySpan<float>(sums, work.Chunks * weightFloats), work.Chunks, weightGradient, pool);
            }

            if (work.BiasSums != null)
            {
                Reductions.ColumnSums(new ReadOnlySpan<float>(work.BiasSums, work.Chunks * geometry.OutputChannels), work.Chunks, biasGradient, pool);
            }
        }
    }

    /// <summary>Readies the weights for the way back, and cuts the work.</summary>
    /// <returns>The floats of a chunk's sums for the weight.</returns>
    private static int PrepareBackward(ref PooledConvolutionWork work, float* weight, WorkerPool pool)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Weight.Geometry;
        if (work.IsFast)
        {
            work.Winograd = WinogradConvolution.Prepare(geometry, weight, null, GemmActivation.None, isBackward: true, pool);
            work.Chunks = WinogradConvolution.Chunks(work.Winograd, work.Samples);
            return work.Winograd.WeightFloats;
        }

        if (work.Gather.Result != null)
        {
            (int lowest, int highest) = work.Gather.Width.Reach(0, work.Gather.Width.PhaseLength(0));
            work.PadBefore = Math.Max(0, -lowest);
            work.PadAfter = Math.Max(0, highest + 1 - geometry.Width.Output);
            work.Gather.Panels = Pack(geometry, weight, isBackward: true, pool);
        }

        work.Chunks = Math.Min(work.Samples, Math.Clamp(MostPartials / geometry.WeightCount, 1, MostChunks));
        work.Weight.GradientWidth = work.PaddedWidth;
        work.Weight.Blocks = new RowBlocks(work.Weight.Rows.ResultRows, geometry.Width.Output, SamplePositions);
        return geometry.WeightCount;
    }

    private static bool IsApart(WindowAxis axis) =>
        axis.Stride >= axis.Span && axis.PadBefore == 0 && axis.PadAfter == 0 && ((axis.Output - 1) * axis.Stride) + axis.Span <= axis.Input;

    private static void CheckPooled(
        in ConvolutionGeometry geometry, in WindowGeometry window, int samples, int inputLength, int weightLength, int pooledLength)
    {
        if (!CanPool(geometry, window))
        {
            throw new ArgumentException("This convolution and this pooling cannot be worked off together.");
        }

        Check(geometry, samples, inputLength, weightLength, checked(samples * geometry.OutputSpace * geometry.OutputChannels));
        CheckLength("pooled output", pooledLength, (long)samples * window.OutputSize);
    }
}
