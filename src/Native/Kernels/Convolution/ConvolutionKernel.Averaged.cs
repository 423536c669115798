using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class ConvolutionKernel
{
    /// <summary>About how many floats of the convolution's output a piece computes before it sums them.</summary>
    private const int AveragedPieceFloats = 32 * 1024;

    /// <summary>An output of fewer positions is in the cache anyway.</summary>
    private const int LeastAveragedPositions = 512;

    /// <summary>Whether a convolution and the mean over space of its output are better worked off together.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <remarks>Winograd's algorithm, which numerics may ask for, writes its output whole.</remarks>
    public static bool CanAverage(in ConvolutionGeometry geometry) =>
        geometry.OutputSpace >= LeastAveragedPositions && !WinogradConvolution.Fits(geometry);

    /// <summary>y = mean over space of activation(convolution of x); what lies between is not kept. The bits are those of one after the other.</summary>
    /// <param name="geometry">The convolution; <see cref="CanAverage"/> said it can be.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x, [N, depth, height, width, in].</param>
    /// <param name="weight">w, [taps, in/groups, out].</param>
    /// <param name="bias">b, [out]; empty for none.</param>
    /// <param name="activation">Applied before the mean.</param>
    /// <param name="means">y, [N, out].</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void ForwardAveraged(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        GemmActivation activation,
        Span<float> means,
        WorkerPool pool)
    {
        CheckLength("input", input.Length, (long)samples * geometry.InputSpace * geometry.InputChannels);
        CheckLength("weight", weight.Length, geometry.WeightCount);
        CheckLength("mean", means.Length, (long)samples * geometry.OutputChannels);
        if (!bias.IsEmpty)
        {
            CheckLength("bias", bias.Length, geometry.OutputChannels);
        }

        fixed (float* source = input)
        fixed (float* right = weight)
        fixed (float* added = bias)
        fixed (float* result = means)
        {
            int channels = geometry.OutputChannels;
            int blockPositions = Reductions.BlockRows(geometry.OutputSpace);
            int blocks = (geometry.OutputSpace + blockPositions - 1) / blockPositions;
            AveragedConvolutionWork work = new()
            {
                Geometry = geometry,
                BlockPositions = blockPositions,
                Blocks = blocks,
                BlocksInPiece = Math.Clamp(AveragedPieceFloats / (blockPositions * channels), 1, blocks),
                Sums = ThreadScratch.Get(ScratchUse.ColumnPartials, (long)samples * blocks * channels),
            };
            bool clipsAtZero = activation == GemmActivation.ReLU;
            if (geometry.IsMatrixProduct)
            {
                work.Product = new GemmProblem
                {
                    Rows = samples * geometry.OutputSpace,
                    Columns = channels,
                    Depth = geometry.InputChannels,
                    Left = source,
                    LeftRowStride = geometry.InputChannels,
                    LeftDepthStride = 1,
                    Right = right,
                    RightDepthStride = channels,
                    RightColumnStride = 1,
                    ResultStride = channels,
                    Bias = added,
                    ClipAtZero = clipsAtZero,
                };
            }
            else if (geometry.IsDepthwise)
            {
                work.Depthwise = new DepthwiseGather(geometry.ChannelWindow, isBackward: false, source, right, added, clipsAtZero, null);
            }
            else
            {
                work.Gather = Gather(geometry, samples, isBackward: false, source, null);
                work.Gather.Bias = added;
                work.Gather.ClipAtZero = clipsAtZero;
                work.Gather.Panels = ForwardPanels(geometry, right, pool);
            }

            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &AveragedConvolutionDriver<GemmTiles512, Simd512, Vector512<float>>.RunPiece
                : SimdDispatch.Has256 ? &AveragedConvolutionDriver<GemmTiles256, Simd256, Vector256<float>>.RunPiece
                : &AveragedConvolutionDriver<GemmTiles128, Simd128, Vector128<float>>.RunPiece;
            Share(samples * work.Pieces, piece, &work, Multiplications(geometry, samples), pool);
            for (int sample = 0; sample < samples; sample++)
            {
                Reductions.SumColumnsOnThisThread(work.Sums + ((nint)sample * blocks * channels), blocks, channels, result + ((nint)sample * channels));
            }
        }

        AveragePoolingKernel.Divide(means, geometry.OutputSpace);
    }
}
