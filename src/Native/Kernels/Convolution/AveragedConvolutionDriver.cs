using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs the pieces of an <see cref="AveragedConvolutionWork"/> at one width of vectors.</summary>
internal static unsafe class AveragedConvolutionDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Computes some blocks of one sample's output and sums each.</summary>
    /// <param name="state">The <see cref="AveragedConvolutionWork"/>.</param>
    /// <param name="piece">Which sample and blocks.</param>
    public static void RunPiece(void* state, int piece)
    {
        ref readonly AveragedConvolutionWork work = ref *(AveragedConvolutionWork*)state;
        (int sample, int part) = Math.DivRem(piece, work.Pieces);
        int positions = work.Geometry.OutputSpace;
        int channels = work.Geometry.OutputChannels;
        int firstBlock = part * work.BlocksInPiece;
        int endBlock = Math.Min(work.Blocks, firstBlock + work.BlocksInPiece);
        int first = firstBlock * work.BlockPositions;
        int end = Math.Min(positions, endBlock * work.BlockPositions);
        float* output = ThreadScratch.Get(ScratchUse.AveragedOutput, (long)(end - first) * channels);
        Convolve(work, (sample * positions) + first, (sample * positions) + end, output);
        for (int block = firstBlock; block < endBlock; block++)
        {
            int begun = block * work.BlockPositions;
            Reductions.SumColumnsOnThisThread(
                output + ((nint)(begun - first) * channels),
                Math.Min(work.BlockPositions, positions - begun),
                channels,
                work.Sums + ((((nint)sample * work.Blocks) + block) * channels));
        }
    }

    /// <summary>Computes the outputs of neighbouring positions, counted through all samples.</summary>
    private static void Convolve(in AveragedConvolutionWork work, int first, int end, float* output)
    {
        if (work.Geometry.IsMatrixProduct)
        {
            GemmProblem product = work.Product.Part(first, end - first, 0, work.Product.Columns);
            product.Result = output;
            Gemm.MultiplyOnThisThread(product);
            return;
        }

        // The end of a row, whole rows, the beginning of one.
        int width = work.Geometry.Width.Output;
        float* origin = output - ((nint)first * work.Geometry.OutputChannels);
        while (first < end)
        {
            (int row, int element) = Math.DivRem(first, width);
            int rows = element > 0 ? 1 : Math.Max(1, (end - first) / width);
            RowBlock block = new(row, row + rows, element, Math.Min(width, element + end - first));
            ConvolveRows(work, block, origin);
            first += rows * block.Length;
        }
    }

    private static void ConvolveRows(in AveragedConvolutionWork work, RowBlock block, float* origin)
    {
        if (work.Geometry.IsDepthwise)
        {
            work.Depthwise.RunBlock(block, origin);
            return;
        }

        ConvolutionGather gather = work.Gather;
        gather.Result = origin;
        ConvolutionGatherDriver<TTiles, TSimd, TVector>.RunBlock(gather, block, ConvolutionGatherDriver<TTiles, TSimd, TVector>.Band(gather, block));
    }
}
