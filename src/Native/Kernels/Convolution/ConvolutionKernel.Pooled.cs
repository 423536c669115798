using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class ConvolutionKernel
{
    /// <summary>Floats of the convolution's output that a piece computes before it pools them, about: half a second-level cache.</summary>
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
            ConvolutionGather gather = Gather(geometry, samples, isBackward: false, source, null);
            gather.Bias = added;
            gather.ClipAtZero = activation == GemmActivation.ReLU;
            gather.Panels = ForwardPanels(geometry, right, pool);
            int rowFloats = window.Width.Input * geometry.OutputChannels;
            int bandRows = Math.Clamp(PooledBandFloats / (rowFloats * window.Height.Stride), 1, window.Height.Output);
            PooledConvolutionWork work = new()
            {
                Gather = gather,
                Window = window,
                Samples = samples,
                Pooled = result,
                IsChannelsFirst = isChannelsFirst,
                Taps = chosen,
                BandRows = bandRows,
                Bands = (window.Height.Output + bandRows - 1) / bandRows,
            };
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
        WorkerPool pool)
    {
        CheckPooled(geometry, window, samples, input.Length, weight.Length, pooledGradient.Length);
        CheckLength("taps", taps.Length, pooledGradient.Length);
        CheckLength("weight gradient", weightGradient.Length, geometry.WeightCount);
        CheckLength("input gradient", inputGradient.IsEmpty ? input.Length : inputGradient.Length, input.Length);
        fixed (float* source = input)
        fixed (float* right = weight)
        fixed (float* gradient = pooledGradient)
        fixed (float* chosen = taps)
        fixed (float* result = inputGradient)
        {
            ConvolutionGather gather = Gather(geometry, samples, isBackward: true, null, result);
            (int lowest, int highest) = gather.Width.Reach(0, gather.Width.PhaseLength(0));
            PooledConvolutionWork work = new()
            {
                Gather = gather,
                Weight = WeightWork(geometry, samples),
                Window = window,
                Samples = samples,
                Pooled = gradient,
                IsChannelsFirst = isChannelsFirst,
                Taps = chosen,
                PadBefore = result == null ? 0 : Math.Max(0, -lowest),
                PadAfter = result == null ? 0 : Math.Max(0, highest + 1 - geometry.Width.Output),
                Chunks = Math.Min(samples, Math.Clamp(MostPartials / geometry.WeightCount, 1, MostChunks)),
            };
            if (result != null)
            {
                work.Gather.Panels = Pack(geometry, right, isBackward: true, pool);
            }

            // A chunk's sums for the weight and those for the bias lie in one piece of memory, one kind behind the other.
            int weightFloats = work.Chunks * geometry.WeightCount;
            float* sums = ThreadScratch.Get(ScratchUse.ConvolutionPartials, weightFloats + (work.Chunks * geometry.OutputChannels));
            work.Weight.Input = source;
            work.Weight.Sums = sums;
            work.Weight.GradientWidth = work.PaddedWidth;
            work.Weight.Blocks = new RowBlocks(work.Weight.Rows.ResultRows, geometry.Width.Output, SamplePositions);
            work.BiasSums = biasGradient.IsEmpty ? null : sums + weightFloats;
            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &PooledConvolutionDriver<GemmTiles512, Simd512, Vector512<float>>.RunBackwardPiece
                : SimdDispatch.Has256 ? &PooledConvolutionDriver<GemmTiles256, Simd256, Vector256<float>>.RunBackwardPiece
                : &PooledConvolutionDriver<GemmTiles128, Simd128, Vector128<float>>.RunBackwardPiece;
            Share(work.Chunks, piece, &work, 2 * Multiplications(geometry, samples), pool);
            Reductions.ColumnSums(new ReadOnlySpan<float>(sums, weightFloats), work.Chunks, weightGradient, pool);
            if (work.BiasSums != null)
            {
                Reductions.ColumnSums(new ReadOnlySpan<float>(work.BiasSums, work.Chunks * geometry.OutputChannels), work.Chunks, biasGradient, pool);
            }
        }
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
