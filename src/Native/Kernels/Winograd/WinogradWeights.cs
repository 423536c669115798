using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transforms the weights of Winograd's convolution, and their gradient back: <c>U = G g Gᵀ</c>, <c>dg = Gᵀ dU G</c>.</summary>
internal static unsafe class WinogradWeights
{
    private const int Taps = 3;
    private const int Products = WinogradWork.TileInputs;

    /// <summary>transformed[product, c, o] of weight[tap, c, o], and where asked the transpose of each product's matrix.</summary>
    public static void Transform(in ConvolutionGeometry geometry, float* weight, float* transformed, float* transposed, WorkerPool pool)
    {
        Work work = new() { Inputs = geometry.InputChannels, Outputs = geometry.OutputChannels, Weight = weight, Transformed = transformed, Transposed = transposed };
        pool.Run(work.Inputs, &TransformInputChannel, &work);
        if (transposed != null)
        {
            pool.Run(WinogradWork.Products, &TransposeProduct, &work);
        }
    }

    /// <summary>weightGradient[tap, c, o] of the gradient of the transformed weights.</summary>
    public static void TransformBack(in ConvolutionGeometry geometry, float* transformedGradient, float* weightGradient, WorkerPool pool)
    {
        Work work = new() { Inputs = geometry.InputChannels, Outputs = geometry.OutputChannels, Weight = weightGradient, Transformed = transformedGradient };
        pool.Run(work.Inputs, &TransformInputChannelBack, &work);
    }

    private static void TransformInputChannel(void* state, int channel)
    {
        Piece piece = new() { Work = *(Work*)state, Channel = channel };
        SimdDispatch.Run(ref piece);
    }

    private static void TransformInputChannelBack(void* state, int channel)
    {
        Piece piece = new() { Work = *(Work*)state, Channel = channel, IsBackward = true };
        SimdDispatch.Run(ref piece);
    }

    private static void TransposeProduct(void* state, int product)
    {
        Transposition transposition = new() { Work = *(Work*)state, Product = product };
        SimdDispatch.Run(ref transposition);
    }

    private struct Work
    {
        public int Inputs;
        public int Outputs;
        public float* Weight;
        public float* Transformed;
        public float* Transposed;

        public readonly nint MatrixFloats => (nint)Inputs * Outputs;
    }

    private struct Transposition : ISimdKernel
    {
        public Work Work;
        public int Product;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => MatrixTranspose<TSimd, TVector>.Run(
                Work.Transformed + (Product * Work.MatrixFloats), Work.Outputs, Work.Inputs, Work.Outputs,
                Work.Transposed + (Product * Work.MatrixFloats), Work.Inputs);
    }

    private struct Piece : ISimdKernel
    {
        public Work Work;
        public int Channel;
        public bool IsBackward;

        [SkipLocalsInit]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint step = Work.MatrixFloats;
            float* half = stackalloc float[Taps * Products * TSimd.Lanes];
            for (int output = 0; output < Work.Outputs; output += TSimd.Lanes)
            {
                float* weight = Work.Weight + ((nint)Channel * Work.Outputs) + output;
                float* transformed = Work.Transformed + ((nint)Channel * Work.Outputs) + output;
                if (IsBackward)
                {
                    Back<TSimd, TVector>(transformed, weight, step, half);
                }
                else
                {
                    Forward<TSimd, TVector>(weight, transformed, step, half);
                }
            }
        }

        private static void Forward<TSimd, TVector>(float* weight, float* transformed, nint step, float* half)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int column = 0; column < Taps; column++)
            {
                WinogradTransforms<TSimd, TVector>.Weight(
                    weight + (column * step), Taps * step, half + (column * TSimd.Lanes), Taps * TSimd.Lanes);
            }

            for (int row = 0; row < Products; row++)
            {
                WinogradTransforms<TSimd, TVector>.Weight(
                    half + (row * Taps * TSimd.Lanes), TSimd.Lanes, transformed + (row * Products * step), step);
            }
        }

        private static void Back<TSimd, TVector>(float* transformed, float* weight, nint step, float* half)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int column = 0; column < Products; column++)
            {
                WinogradTransforms<TSimd, TVector>.WeightGradient(
                    transformed + (column * step), Products * step, half + (column * TSimd.Lanes), Products * TSimd.Lanes);
            }

            for (int row = 0; row < Taps; row++)
            {
                WinogradTransforms<TSimd, TVector>.WeightGradient(
                    half + (row * Products * TSimd.Lanes), TSimd.Lanes, weight + (row * Taps * step), step);
            }
        }
    }
}
