using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Convolution over one to three axes of space, channels-last: y[n, p, o] = b[o] + Σₖ Σ꜀ x[n, p·stride − pad + k·dilation, c] · w[k, c, o],
/// and its gradients.
/// </summary>
/// <remarks>
/// Each element is summed by fused multiply-adds in the order of the taps and channels (the weight's gradient: of the positions, in
/// blocks that depend on the shapes alone), so the bits do not depend on the number of threads or on the width of vectors that
/// multiply and add with one rounding.
/// </remarks>
internal static unsafe partial class ConvolutionKernel
{
    /// <summary>Fewer multiplications than this are not worth a second thread.</summary>
    private const long SmallWork = 128 * 1024;

    /// <summary>Rows of the weight this long are copied into panels before they are read again and again.</summary>
    private const int FarApart = 256;

    /// <summary>A block's part of the source should fit in the second-level cache beside the weights.</summary>
    private const int BlockFloats = 64 * 1024;

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x, [N, depth, height, width, in].</param>
    /// <param name="weight">w, [taps, in/groups, out].</param>
    /// <param name="bias">b, [out]; empty for none.</param>
    /// <param name="output">y, [N, depth, height, width, out].</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="isFast">Whether Winograd's algorithm may be used.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Forward(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        Span<float> output,
        GemmActivation activation,
        bool isFast,
        WorkerPool pool)
    {
        Check(geometry, samples, input.Length, weight.Length, output.Length);
        if (!bias.IsEmpty)
        {
            CheckLength("bias", bias.Length, geometry.OutputChannels);
        }

        if (geometry.IsMatrixProduct)
        {
            Gemm.Multiply(
                false, false, samples * geometry.OutputSpace, geometry.OutputChannels, geometry.InputChannels, input, geometry.InputChannels,
                weight, geometry.OutputChannels, output, geometry.OutputChannels, false, new GemmEpilogue(bias, activation), pool);
            return;
        }

        if (geometry.IsDepthwise)
        {
            DepthwiseKernel.Forward(geometry.ChannelWindow, samples, input, weight, bias, output, activation, pool);
            return;
        }

        fixed (float* source = input)
        fixed (float* right = weight)
        fixed (float* added = bias)
        fixed (float* result = output)
        {
            if (isFast && WinogradConvolution.Fits(geometry))
            {
                WinogradConvolution.Forward(geometry, samples, source, right, added, result, activation, pool);
                return;
            }

            ConvolutionGather gather = Gather(geometry, samples, isBackward: false, source, result);
            gather.Bias = added;
            gather.ClipAtZero = activation == GemmActivation.ReLU;
            gather.Panels = ForwardPanels(geometry, right, pool);
            Run(gather, geometry, samples, pool);
        }
    }

    /// <summary>Computes the gradient of the input: each element gathers from the outputs whose windows saw it.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="outputGradient">dy, [N, depth, height, width, out].</param>
    /// <param name="weight">w, [taps, in/groups, out].</param>
    /// <param name="inputGradient">dx, [N, depth, height, width, in].</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void InputGradient(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> weight,
        Span<float> inputGradient,
        WorkerPool pool)
    {
        Check(geometry, samples, inputGradient.Length, weight.Length, outputGradient.Length);
        if (geometry.IsMatrixProduct)
        {
            Gemm.Multiply(
                false, true, samples * geometry.OutputSpace, geometry.InputChannels, geometry.OutputChannels, outputGradient,
                geometry.OutputChannels, weight, geometry.OutputChannels, inputGradient, geometry.InputChannels, false, pool);
            return;
        }

        if (geometry.IsDepthwise)
        {
            DepthwiseKernel.InputGradient(geometry.ChannelWindow, samples, outputGradient, weight, inputGradient, pool);
            return;
        }

        fixed (float* source = outputGradient)
        fixed (float* right = weight)
        fixed (float* result = inputGradient)
        {
            ConvolutionGather gather = Gather(geometry, samples, isBackward: true, source, result);
            gather.Panels = Pack(geometry, right, isBackward: true, pool);
            Run(gather, geometry, samples, pool);
        }
    }

    /// <summary>Computes the gradients of weight and input.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="weight">w.</param>
    /// <param name="weightGradient">dw.</param>
    /// <param name="inputGradient">dx; empty where nobody asks.</param>
    /// <param name="isFast">Whether Winograd's algorithm may be used.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than the geometry says.</exception>
    public static void Gradients(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> weight,
        Span<float> weightGradient,
        Span<float> inputGradient,
        bool isFast,
        WorkerPool pool)
    {
        if (samples > 0 && isFast && WinogradConvolution.FitsBackward(geometry))
        {
            Check(geometry, samples, input.Length, weight.Length, outputGradient.Length);
            CheckLength("weight gradient", weightGradient.Length, weight.Length);
            CheckLength("input gradient", inputGradient.IsEmpty ? input.Length : inputGradient.Length, input.Length);
            WinogradConvolution.Backward(geometry, samples, input, outputGradient, weight, weightGradient, inputGradient, pool);
            return;
        }

        WeightGradient(geometry, samples, input, outputGradient, weightGradient, pool);
        if (!inputGradient.IsEmpty)
        {
            InputGradient(geometry, samples, outputGradient, weight, inputGradient, pool);
        }
    }

    private static int LanesInUse => SimdDispatch.Has512 ? Simd512.Lanes : SimdDispatch.Has256 ? Simd256.Lanes : Simd128.Lanes;

    private static ConvolutionPanels ForwardPanels(in ConvolutionGeometry geometry, float* weight, WorkerPool pool)
    {
        // Rows of many outputs lie so far apart that a panel's would crowd on few lines of the caches.
        bool hasWholePanels = geometry.GroupOutputs % LanesInUse == 0 && geometry.OutputChannels < FarApart;
        return hasWholePanels
            ? new ConvolutionPanels(weight, geometry.GroupOutputs, 1, geometry.OutputChannels)
            : Pack(geometry, weight, isBackward: false, pool);
    }

    private static ConvolutionGather Gather(in ConvolutionGeometry geometry, int samples, bool isBackward, float* source, float* result)
    {
        ConvolutionGather gather = new()
        {
            Rows = new GatherRows(new GatherAxis(geometry.Depth, isBackward), new GatherAxis(geometry.Height, isBackward)),
            Width = new GatherAxis(geometry.Width, isBackward),
            SourceChannels = isBackward ? geometry.OutputChannels : geometry.InputChannels,
            ResultChannels = isBackward ? geometry.InputChannels : geometry.OutputChannels,
            Groups = geometry.Groups,
            Source = source,
            Result = result,
        };
        int positions = Math.Clamp(BlockFloats / gather.SourceChannels, 64, 512) / Math.Min(gather.Width.Phases, 64);
        int rows = samples * gather.Rows.ResultRows;
        gather.Blocks = new RowBlocks(rows, gather.Width.PhaseLength(0), Math.Max(1, positions));
        return gather;
    }

    private static void Run(ConvolutionGather gather, in ConvolutionGeometry geometry, int samples, WorkerPool pool)
    {
        delegate*<void*, int, void> piece =
            SimdDispatch.Has512 ? &ConvolutionGatherDriver<GemmTiles512, Simd512, Vector512<float>>.RunPiece
            : SimdDispatch.Has256 ? &ConvolutionGatherDriver<GemmTiles256, Simd256, Vector256<float>>.RunPiece
            : &ConvolutionGatherDriver<GemmTiles128, Simd128, Vector128<float>>.RunPiece;
        Share(gather.Blocks.Count, piece, &gather, Multiplications(geometry, samples), pool);
    }

    private static long Multiplications(in ConvolutionGeometry geometry, int samples) =>
        (long)samples * geometry.OutputSpace * geometry.WeightCount;

    /// <summary>Runs the pieces on all threads, or where there is little to do on this one.</summary>
    private static void Share(int pieces, delegate*<void*, int, void> work, void* state, long operations, WorkerPool pool)
    {
        if (operations >= SmallWork)
        {
            pool.Run(pieces, work, state);
            return;
        }

        for (int piece = 0; piece < pieces; piece++)
        {
            work(state, piece);
        }
    }

    private static void Check(in ConvolutionGeometry geometry, int samples, int inputLength, int weightLength, int outputLength)
    {
        CheckLength("input", inputLength, (long)samples * geometry.InputSpace * geometry.InputChannels);
        CheckLength("weight", weightLength, geometry.WeightCount);
        CheckLength("output", outputLength, (long)samples * geometry.OutputSpace * geometry.OutputChannels);
    }

    private static void CheckLength(string what, int length, long expected)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The convolution's {what} needs {expected} elements, got {length}.");
        }
    }
}
