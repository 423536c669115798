using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <content>Element by element, with constants for each feature.</content>
internal static unsafe partial class BatchNormalizationKernel
{
    private static void NormalizePiece(void* state, int piece)
    {
        NormalizeKernel kernel = new((Affine*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    private static void InputGradientPiece(void* state, int piece)
    {
        InputGradientKernel kernel = new((Affine*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    /// <summary>A batch with its constants for each feature; a piece is some of its rows, or some of its runs.</summary>
    private readonly struct Affine(FeatureView view, float* x, float* dy, float* target, float* mean, float* factor, float* shift, float* slope)
    {
        public readonly FeatureView View = view;
        public readonly float* X = x;
        public readonly float* Dy = dy;
        public readonly float* Target = target;
        public readonly float* Mean = mean;
        public readonly float* Factor = factor;
        public readonly float* Shift = shift;
        public readonly float* Slope = slope;

        private int OuterPerPiece => Math.Max(1, Piece / Math.Max(1, View.Count * View.Inner));

        public int Pieces => (View.Outer + OuterPerPiece - 1) / OuterPerPiece;

        public int Start(int piece) => piece * OuterPerPiece;

        public int End(int piece) => Math.Min(View.Outer, Start(piece) + OuterPerPiece);
    }

    private readonly struct NormalizeKernel(Affine* job, int piece) : ISimdKernel
    {
        private readonly Affine* _job = job;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            FeatureView view = _job->View;
            int end = _job->End(piece);
            for (int outer = _job->Start(piece); outer < end; outer++)
            {
                if (view.Inner == 1)
                {
                    RunRow<TSimd, TVector>((long)outer * view.Count, view.Count);
                }
                else
                {
                    for (int feature = 0; feature < view.Count; feature++)
                    {
                        RunOne<TSimd, TVector>((((long)outer * view.Count) + feature) * view.Inner, view.Inner, feature);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunRow<TSimd, TVector>(long start, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _job->X + start;
            float* y = _job->Target + start;
            for (int i = 0; i < count; i += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, count - i);
                TVector centered = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + i, lanes), VectorLanes<TSimd, TVector>.Load(_job->Mean + i, lanes));
                TVector result = TSimd.MultiplyAdd(
                    centered, VectorLanes<TSimd, TVector>.Load(_job->Factor + i, lanes), VectorLanes<TSimd, TVector>.Load(_job->Shift + i, lanes));
                VectorLanes<TSimd, TVector>.Store(y + i, result, lanes);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunOne<TSimd, TVector>(long start, int count, int feature)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _job->X + start;
            float* y = _job->Target + start;
            TVector mean = TSimd.Broadcast(_job->Mean[feature]);
            TVector factor = TSimd.Broadcast(_job->Factor[feature]);
            TVector shift = TSimd.Broadcast(_job->Shift[feature]);
            for (int i = 0; i < count; i += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, count - i);
                TVector centered = TSimd.Subtract(VectorLanes<TSimd, TVector>.Load(x + i, lanes), mean);
                VectorLanes<TSimd, TVector>.Store(y + i, TSimd.MultiplyAdd(centered, factor, shift), lanes);
            }
        }
    }

    private readonly struct InputGradientKernel(Affine* job, int piece) : ISimdKernel
    {
        private readonly Affine* _job = job;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            FeatureView view = _job->View;
            int end = _job->End(piece);
            for (int outer = _job->Start(piece); outer < end; outer++)
            {
                if (view.Inner == 1)
                {
                    RunRow<TSimd, TVector>((long)outer * view.Count, view.Count);
                }
                else
                {
                    for (int feature = 0; feature < view.Count; feature++)
                    {
                        RunOne<TSimd, TVector>((((long)outer * view.Count) + feature) * view.Inner, view.Inner, feature);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Slope<TSimd, TVector>(TVector x, TVector dy, TVector mean, TVector offset, TVector slope, TVector factor)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(TSimd.MultiplySubtractFrom(TSimd.Subtract(x, mean), slope, TSimd.Subtract(dy, offset)), factor);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunRow<TSimd, TVector>(long start, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _job->X + start;
            float* dy = _job->Dy + start;
            float* dx = _job->Target + start;
            for (int i = 0; i < count; i += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, count - i);
                TVector result = Slope<TSimd, TVector>(
                    VectorLanes<TSimd, TVector>.Load(x + i, lanes),
                    VectorLanes<TSimd, TVector>.Load(dy + i, lanes),
                    VectorLanes<TSimd, TVector>.Load(_job->Mean + i, lanes),
                    VectorLanes<TSimd, TVector>.Load(_job->Shift + i, lanes),
                    VectorLanes<TSimd, TVector>.Load(_job->Slope + i, lanes),
                    VectorLanes<TSimd, TVector>.Load(_job->Factor + i, lanes));
                VectorLanes<TSimd, TVector>.Store(dx + i, result, lanes);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunOne<TSimd, TVector>(long start, int count, int feature)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* x = _job->X + start;
            float* dy = _job->Dy + start;
            float* dx = _job->Target + start;
            TVector mean = TSimd.Broadcast(_job->Mean[feature]);
            TVector offset = TSimd.Broadcast(_job->Shift[feature]);
            TVector slope = TSimd.Broadcast(_job->Slope[feature]);
            TVector factor = TSimd.Broadcast(_job->Factor[feature]);
            for (int i = 0; i < count; i += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, count - i);
                TVector result = Slope<TSimd, TVector>(
                    VectorLanes<TSimd, TVector>.Load(x + i, lanes), VectorLanes<TSimd, TVector>.Load(dy + i, lanes), mean, offset, slope, factor);
                VectorLanes<TSimd, TVector>.Store(dx + i, result, lanes);
            }
        }
    }
}
