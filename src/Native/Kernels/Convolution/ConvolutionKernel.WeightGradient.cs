using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class ConvolutionKernel
{
    /// <summary>Positions summed in registers before they are added to the rest.</summary>
    private const int BlockPositions = 512;

    /// <summary>The most floats that chunks' sums may take, and the most chunks.</summary>
    private const int MostPartials = 1024 * 1024;
    private const int MostChunks = 16;

    /// <summary>Parts of a weight that are worth sharing out where its chunks alone do not feed the threads.</summary>
    private const int MostStrips = 32;

    /// <summary>Computes the gradient of the weight: dw[k, c, o] = Σₙ Σₚ x[n, p·stride − pad + k·dilation, c] · dy[n, p, o].</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x, [N, depth, height, width, in].</param>
    /// <param name="outputGradient">dy, [N, depth, height, width, out].</param>
    /// <param name="weightGradient">dw, [taps, in/groups, out].</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void WeightGradient(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient,
        WorkerPool pool)
    {
        Check(geometry, samples, input.Length, weightGradient.Length, outputGradient.Length);
        if (samples == 0)
        {
            weightGradient.Clear();
            return;
        }

        if (geometry.IsMatrixProduct)
        {
            Gemm.Multiply(
                true, false, geometry.InputChannels, geometry.OutputChannels, samples * geometry.OutputSpace, input, geometry.InputChannels,
                outputGradient, geometry.OutputChannels, weightGradient, geometry.OutputChannels, false, pool);
            return;
        }

        if (geometry.IsDepthwise)
        {
            DepthwiseKernel.WeightGradient(geometry.ChannelWindow, samples, input, outputGradient, weightGradient, pool);
            return;
        }

        fixed (float* x = input)
        fixed (float* gradient = outputGradient)
        fixed (float* result = weightGradient)
        {
            ConvolutionWeightWork work = WeightWork(geometry, samples);
            work.Input = x;
            work.OutputGradient = gradient;
            work.Sums = work.Chunks == 1
                ? result
                : ThreadScratch.Get(ScratchUse.ConvolutionPartials, (long)work.Chunks * geometry.WeightCount);
            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &ConvolutionWeightDriver<GemmTiles512, Simd512, Vector512<float>>.RunPiece
                : SimdDispatch.Has256 ? &ConvolutionWeightDriver<GemmTiles256, Simd256, Vector256<float>>.RunPiece
                : &ConvolutionWeightDriver<GemmTiles128, Simd128, Vector128<float>>.RunPiece;
            Share(work.Chunks * work.Strips, piece, &work, Multiplications(geometry, samples), pool);
            if (work.Chunks > 1)
            {
                Reductions.ColumnSums(new ReadOnlySpan<float>(work.Sums, work.Chunks * geometry.WeightCount), work.Chunks, weightGradient, pool);
            }
        }
    }

    /// <summary>How the work is cut. Blocks and chunks fix the order of additions, so they depend on the shapes alone.</summary>
    private static ConvolutionWeightWork WeightWork(in ConvolutionGeometry geometry, int samples)
    {
        ConvolutionWeightWork work = new()
        {
            Geometry = geometry,
            Rows = new GatherRows(new GatherAxis(geometry.Depth, false), new GatherAxis(geometry.Height, false)),
            Width = new GatherAxis(geometry.Width, false),
            GradientWidth = geometry.Width.Output,
            PanelColumns = SimdDispatch.Has512 ? ConvolutionWeightDriver<GemmTiles512, Simd512, Vector512<float>>.PanelColumns(geometry.GroupOutputs)
                : SimdDispatch.Has256 ? ConvolutionWeightDriver<GemmTiles256, Simd256, Vector256<float>>.PanelColumns(geometry.GroupOutputs)
                : ConvolutionWeightDriver<GemmTiles128, Simd128, Vector128<float>>.PanelColumns(geometry.GroupOutputs),
        };
        work.Panels = (geometry.GroupOutputs + work.PanelColumns - 1) / work.PanelColumns;
        work.Blocks = new RowBlocks(samples * work.Rows.ResultRows, geometry.Width.Output, BlockPositions);
        work.Chunks = Math.Min(work.Blocks.Count, Math.Clamp(MostPartials / geometry.WeightCount, 1, MostChunks));
        work.Strips = work.Chunks == MostChunks ? 1 : Math.Min(work.Units, MostStrips / work.Chunks);
        return work;
    }
}
