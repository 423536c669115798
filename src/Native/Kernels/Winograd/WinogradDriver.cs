using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Computes bands of a <see cref="WinogradWork"/> at one width of vectors.</summary>
internal static unsafe class WinogradDriver<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Computes rows of one sample's output.</summary>
    /// <param name="work">The convolution.</param>
    /// <param name="image">The sample's input.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many, at most <see cref="WinogradWork.BandRows"/>.</param>
    /// <param name="result">Where the first row goes, [rows, width, out].</param>
    public static void ComputeRows(in WinogradWork work, float* image, int firstRow, int rows, float* result)
    {
        int inputs = work.Geometry.InputChannels;
        int outputs = work.Geometry.OutputChannels;
        nint inputStride = work.ProductStride(inputs);
        nint outputStride = work.ProductStride(outputs);
        int tiles = (rows + WinogradWork.TileOutputs - 1) / WinogradWork.TileOutputs * work.RowTiles;
        float* transformed = ThreadScratch.Get(ScratchUse.WinogradInput, WinogradWork.Products * inputStride);
        float* products = ThreadScratch.Get(ScratchUse.WinogradOutput, WinogradWork.Products * outputStride);

        WinogradTiles<TSimd, TVector>.TransformInput(work, image, firstRow, tiles, transformed);
        for (int product = 0; product < WinogradWork.Products; product++)
        {
            GemmProblem problem = Product(
                tiles, outputs, inputs, transformed + (product * inputStride), inputs, 1,
                work.Weights + ((nint)product * inputs * outputs), outputs, products + (product * outputStride), outputs);
            GemmDriver<TTiles, TSimd, TVector>.MultiplyBlocks(problem);
        }

        WinogradTiles<TSimd, TVector>.TransformOutput(work, products, rows, tiles, result);
    }

    /// <summary>Adds what one sample gives to the gradients.</summary>
    /// <param name="work">The convolution.</param>
    /// <param name="image">The sample's input.</param>
    /// <param name="gradient">The gradient of the sample's output.</param>
    /// <param name="gradientRow">From one row of it to the next.</param>
    /// <param name="weightSums">Sums for the transformed weights, [36, in, out].</param>
    /// <param name="accumulate">Whether they hold something already.</param>
    /// <param name="inputGradient">Where the gradient of the sample's input goes; null for nowhere.</param>
    public static void AddGradients(
        in WinogradWork work, float* image, float* gradient, nint gradientRow, float* weightSums, bool accumulate, float* inputGradient)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        if (inputGradient != null)
        {
            new Span<float>(inputGradient, geometry.InputSpace * geometry.InputChannels).Clear();
        }

        for (int row = 0; row < geometry.Height.Output; row += work.BandRows)
        {
            int rows = Math.Min(work.BandRows, geometry.Height.Output - row);
            AddBand(work, image, gradient + (row * gradientRow), gradientRow, row, rows, weightSums, accumulate || row > 0, inputGradient);
        }
    }

    private static void AddBand(
        in WinogradWork work, float* image, float* gradient, nint gradientRow, int firstRow, int rows, float* weightSums, bool accumulate, float* inputGradient)
    {
        int inputs = work.Geometry.InputChannels;
        int outputs = work.Geometry.OutputChannels;
        nint inputStride = work.ProductStride(inputs);
        nint outputStride = work.ProductStride(outputs);
        int tiles = (rows + WinogradWork.TileOutputs - 1) / WinogradWork.TileOutputs * work.RowTiles;
        float* transformed = ThreadScratch.Get(ScratchUse.WinogradInput, WinogradWork.Products * inputStride);
        float* products = ThreadScratch.Get(ScratchUse.WinogradOutput, WinogradWork.Products * outputStride);

        WinogradTiles<TSimd, TVector>.TransformInput(work, image, firstRow, tiles, transformed);
        WinogradTiles<TSimd, TVector>.TransformOutputGradient(work, gradient, gradientRow, rows, tiles, products);
        for (int product = 0; product < WinogradWork.Products; product++)
        {
            float* input = transformed + (product * inputStride);
            float* output = products + (product * outputStride);
            GemmProblem weight = Product(
                inputs, outputs, tiles, input, 1, inputs, output, outputs, weightSums + ((nint)product * inputs * outputs), outputs);
            weight.Accumulate = accumulate;
            GemmDriver<TTiles, TSimd, TVector>.MultiplyBlocks(weight);
            if (inputGradient != null)
            {
                // The transformed input has done its work; its gradient takes its place.
                GemmProblem back = Product(
                    tiles, inputs, outputs, output, outputs, 1, work.TransposedWeights + ((nint)product * inputs * outputs), inputs, input, inputs);
                GemmDriver<TTiles, TSimd, TVector>.MultiplyBlocks(back);
            }
        }

        if (inputGradient != null)
        {
            WinogradTiles<TSimd, TVector>.AddInputGradient(work, transformed, firstRow, tiles, inputGradient);
        }
    }

    private static GemmProblem Product(
        int rows, int columns, int depth, float* left, nint leftRow, nint leftDepth, float* right, nint rightDepth, float* result, nint resultRow) => new()
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Left = left,
            LeftRowStride = leftRow,
            LeftDepthStride = leftDepth,
            Right = right,
            RightDepthStride = rightDepth,
            RightColumnStride = 1,
            Result = result,
            ResultStride = resultRow,
        };
}
