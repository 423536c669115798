using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Convolution with windows of 3 by 3 by Winograd's F(4 × 4, 3 × 3): a quarter of the multiplications, with errors of about 10⁻⁵ of the largest output.
/// Pieces and the order of their sums depend on the shapes alone, so here too the bits do not depend on the number of threads or on the width
/// of vectors that multiply and add with one rounding. Source: Lavin and Gray 2016; the gradients are the transposed algorithm.
/// </summary>
internal static unsafe class WinogradConvolution
{
    /// <summary>The most runs of samples whose weight gradients are summed apart, and the most floats that their sums may take.</summary>
    private const int MostChunks = 16;
    private const int MostPartials = 8 * 1024 * 1024;

    /// <summary>Larger transformed weights would leave too few chunks for the threads.</summary>
    private const int MostWeights = MostPartials / 4;

    /// <summary>Whether the output can be computed so.</summary>
    public static bool Fits(in ConvolutionGeometry geometry) => WinogradWork.Fits(geometry);

    /// <summary>Whether the gradients can be computed so.</summary>
    public static bool FitsBackward(in ConvolutionGeometry geometry) =>
        Fits(geometry) && (long)WinogradWork.Products * geometry.InputChannels * geometry.OutputChannels <= MostWeights;

    /// <summary>The runs of samples whose weight gradients are summed apart.</summary>
    public static int Chunks(in WinogradWork work, int samples) => Math.Min(samples, Math.Clamp(MostPartials / work.WeightFloats, 1, MostChunks));

    /// <summary>A convolution ready to be computed, its weights transformed in memory of the current thread until its next convolution.</summary>
    public static WinogradWork Prepare(
        in ConvolutionGeometry geometry, float* weight, float* bias, GemmActivation activation, bool isBackward, WorkerPool pool)
    {
        WinogradWork work = new() { Geometry = geometry, Bias = bias, ClipAtZero = activation == GemmActivation.ReLU };
        int floats = work.WeightFloats;
        work.Weights = ThreadScratch.Get(ScratchUse.WinogradWeights, checked(isBackward ? 2 * floats : floats));
        work.TransposedWeights = isBackward ? work.Weights + floats : null;
        WinogradWeights.Transform(geometry, weight, work.Weights, work.TransposedWeights, pool);
        return work;
    }

    /// <summary>Computes the output of a batch; arguments as <see cref="ConvolutionKernel.Forward"/> checked them.</summary>
    public static void Forward(
        in ConvolutionGeometry geometry, int samples, float* input, float* weight, float* bias, float* output, GemmActivation activation, WorkerPool pool)
    {
        WinogradBatch batch = new()
        {
            Work = Prepare(geometry, weight, bias, activation, isBackward: false, pool),
            Samples = samples,
            Input = input,
            Output = output,
        };
        batch.Bands = (geometry.Height.Output + batch.Work.BandRows - 1) / batch.Work.BandRows;
        delegate*<void*, int, void> piece =
            SimdDispatch.Has512 ? &RunForwardPiece<GemmTiles512, Simd512, Vector512<float>>
            : SimdDispatch.Has256 ? &RunForwardPiece<GemmTiles256, Simd256, Vector256<float>>
            : &RunForwardPiece<GemmTiles128, Simd128, Vector128<float>>;
        pool.Run(samples * batch.Bands, piece, &batch);
    }

    /// <summary>Computes the gradients of weight and input of a batch; the input's where there is room for it.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="input">x.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="weight">w.</param>
    /// <param name="weightGradient">dw.</param>
    /// <param name="inputGradient">dx; empty for nowhere.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void Backward(
        in ConvolutionGeometry geometry,
        int samples,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> weight,
        Span<float> weightGradient,
        Span<float> inputGradient,
        WorkerPool pool)
    {
        fixed (float* x = input)
        fixed (float* gradient = outputGradient)
        fixed (float* w = weight)
        fixed (float* dw = weightGradient)
        fixed (float* dx = inputGradient)
        {
            WinogradBatch batch = new()
            {
                Work = Prepare(geometry, w, null, GemmActivation.None, isBackward: true, pool),
                Samples = samples,
                Input = x,
                Output = gradient,
                InputGradient = dx,
            };
            batch.Chunks = Chunks(batch.Work, samples);
            batch.Sums = ThreadScratch.Get(ScratchUse.ConvolutionPartials, checked((batch.Chunks + 1) * batch.Work.WeightFloats));
            delegate*<void*, int, void> piece =
                SimdDispatch.Has512 ? &RunBackwardPiece<GemmTiles512, Simd512, Vector512<float>>
                : SimdDispatch.Has256 ? &RunBackwardPiece<GemmTiles256, Simd256, Vector256<float>>
                : &RunBackwardPiece<GemmTiles128, Simd128, Vector128<float>>;
            pool.Run(batch.Chunks, piece, &batch);
            FinishWeight(batch.Work, batch.Sums, batch.Chunks, dw, pool);
        }
    }

    /// <summary>The gradient of the weight from the chunks' sums, behind which there is room for one more.</summary>
    public static void FinishWeight(in WinogradWork work, float* sums, int chunks, float* weightGradient, WorkerPool pool)
    {
        float* sum = sums;
        if (chunks > 1)
        {
            sum += (nint)chunks * work.WeightFloats;
            Reductions.ColumnSums(
                new ReadOnlySpan<float>(sums, chunks * work.WeightFloats), chunks, new Span<float>(sum, work.WeightFloats), pool);
        }

        WinogradWeights.TransformBack(work.Geometry, sum, weightGradient, pool);
    }

    private static void RunForwardPiece<TTiles, TSimd, TVector>(void* state, int piece)
        where TTiles : struct, IGemmTiles
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref readonly WinogradBatch batch = ref *(WinogradBatch*)state;
        ref readonly ConvolutionGeometry geometry = ref batch.Work.Geometry;
        (int sample, int band) = Math.DivRem(piece, batch.Bands);
        int row = band * batch.Work.BandRows;
        int rows = Math.Min(batch.Work.BandRows, geometry.Height.Output - row);
        WinogradDriver<TTiles, TSimd, TVector>.ComputeRows(
            batch.Work,
            batch.Input + ((nint)sample * geometry.InputSpace * geometry.InputChannels),
            row,
            rows,
            batch.Output + ((((nint)sample * geometry.Height.Output) + row) * geometry.Width.Output * geometry.OutputChannels));
    }

    private static void RunBackwardPiece<TTiles, TSimd, TVector>(void* state, int piece)
        where TTiles : struct, IGemmTiles
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref readonly WinogradBatch batch = ref *(WinogradBatch*)state;
        ref readonly ConvolutionGeometry geometry = ref batch.Work.Geometry;
        int firstSample = (int)((long)batch.Samples * piece / batch.Chunks);
        int endSample = (int)((long)batch.Samples * (piece + 1) / batch.Chunks);
        nint rowFloats = (nint)geometry.Width.Output * geometry.OutputChannels;
        nint inputFloats = (nint)geometry.InputSpace * geometry.InputChannels;
        for (int sample = firstSample; sample < endSample; sample++)
        {
            WinogradDriver<TTiles, TSimd, TVector>.AddGradients(
                batch.Work,
                batch.Input + (sample * inputFloats),
                batch.Output + (sample * geometry.Height.Output * rowFloats),
                rowFloats,
                batch.Sums + ((nint)piece * batch.Work.WeightFloats),
                accumulate: sample > firstSample,
                batch.InputGradient == null ? null : batch.InputGradient + (sample * inputFloats));
        }
    }

    /// <summary>A batch of samples; backwards its output is the output's gradient.</summary>
    private struct WinogradBatch
    {
        public WinogradWork Work;
        public int Samples;
        public float* Input;
        public float* Output;
        public float* InputGradient;

        /// <summary>Pieces of each sample's output.</summary>
        public int Bands;

        /// <summary>Runs of samples whose sums are formed apart.</summary>
        public int Chunks;

        /// <summary>Each chunk's sums.</summary>
        public float* Sums;
    }
}
