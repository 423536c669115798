using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// The micro-kernels of a depthwise convolution. The sums of a tile live in named registers; each tap's weights are read once for all its
/// elements. Six elements of two vectors are enough sums that none waits for the one before, and few enough that they and the weights fit sixteen
/// registers.
/// </summary>
internal static unsafe partial class DepthwiseTiles<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Computes a stretch.</summary>
    /// <param name="stretch">The stretch.</param>
    /// <param name="channels">How many channels: those of two vectors, or at most of one.</param>
    public static void Sum(DepthwiseStretch* stretch, int channels)
    {
        bool hasNineTaps = stretch->TapCount == 3 && stretch->TapRowCount == 3;
        if (hasNineTaps && stretch->Count >= 6 && channels >= TSimd.Lanes)
        {
            for (int channel = 0; channel < channels; channel += TSimd.Lanes)
            {
                SumSixOfNineTaps(stretch, channel);
            }

            return;
        }

        switch (stretch->Count, channels > TSimd.Lanes)
        {
            case ( >= 6, true):
                SumSixPairs(stretch);
                break;
            case ( >= 3, true):
                SumThreePairs(stretch);
                break;
            case (_, true):
                SumPairs(stretch);
                break;
            case ( >= 6, false):
                SumSix(stretch, channels);
                break;
            default:
                SumOne(stretch, channels);
                break;
        }
    }

    /// <summary>
    /// Six elements at a time, one vector of each, under whole windows of 3 × 3, as most are: all weights stay in registers. The processor
    /// begins a tile before the last is done, so six sums are enough.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumSixOfNineTaps(DepthwiseStretch* stretch, int channel)
    {
        nint step = stretch->SourceStep;
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* rows = stretch->TapRows;
        float* weights = stretch->Weight + channel;
        float* weights0 = weights + (rows[0].FirstTap * stretch->WeightStride);
        float* weights1 = weights + (rows[1].FirstTap * stretch->WeightStride);
        float* weights2 = weights + (rows[2].FirstTap * stretch->WeightStride);
        TVector weight00 = TSimd.Load(weights0), weight01 = TSimd.Load(weights0 + weightStep), weight02 = TSimd.Load(weights0 + (2 * weightStep));
        TVector weight10 = TSimd.Load(weights1), weight11 = TSimd.Load(weights1 + weightStep), weight12 = TSimd.Load(weights1 + (2 * weightStep));
        TVector weight20 = TSimd.Load(weights2), weight21 = TSimd.Load(weights2 + weightStep), weight22 = TSimd.Load(weights2 + (2 * weightStep));
        float* source0 = stretch->Source + rows[0].Source + channel;
        float* source1 = stretch->Source + rows[1].Source + channel;
        float* source2 = stretch->Source + rows[2].Source + channel;
        for (nint place = 0; place < stretch->Count; place += 6)
        {
            // The last tile reaches back over the one before: no sum depends on another.
            nint first = Math.Min(place, stretch->Count - 6);
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero, sum4 = TSimd.Zero, sum5 = TSimd.Zero;
            float* source = source0 + (first * step);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source, step, weight00);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + tapStep, step, weight01);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + (2 * tapStep), step, weight02);
            source = source1 + (first * step);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source, step, weight10);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + tapStep, step, weight11);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + (2 * tapStep), step, weight12);
            source = source2 + (first * step);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source, step, weight20);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + tapStep, step, weight21);
            AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source + (2 * tapStep), step, weight22);
            StoreSix(stretch, sum0, sum1, sum2, sum3, sum4, sum5, stretch->Result + (first * stretch->ResultStep), channel, TSimd.Lanes);
        }
    }

    /// <summary>Six elements at a time, two vectors of each: lanes are neighbouring channels. Most windows are three taps wide, so three are added at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumSixPairs(DepthwiseStretch* stretch)
    {
        nint step = stretch->SourceStep;
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* end = stretch->TapRows + stretch->TapRowCount;
        for (nint place = 0; place < stretch->Count; place += 6)
        {
            // The last tile reaches back over the one before: no sum depends on another.
            nint first = Math.Min(place, stretch->Count - 6);
            TVector left0 = TSimd.Zero, left1 = TSimd.Zero, left2 = TSimd.Zero, left3 = TSimd.Zero, left4 = TSimd.Zero, left5 = TSimd.Zero;
            TVector right0 = TSimd.Zero, right1 = TSimd.Zero, right2 = TSimd.Zero, right3 = TSimd.Zero, right4 = TSimd.Zero, right5 = TSimd.Zero;
            for (WindowTaps* row = stretch->TapRows; row != end; row++)
            {
                float* source = stretch->Source + row->Source + (first * step);
                float* weight = stretch->Weight + (row->FirstTap * stretch->WeightStride);
                int taps = stretch->TapCount;
                for (; taps >= 3; taps -= 3)
                {
                    AddToSixPairs(
                        ref left0, ref left1, ref left2, ref left3, ref left4, ref left5,
                        ref right0, ref right1, ref right2, ref right3, ref right4, ref right5,
                        source, step, weight);
                    AddToSixPairs(
                        ref left0, ref left1, ref left2, ref left3, ref left4, ref left5,
                        ref right0, ref right1, ref right2, ref right3, ref right4, ref right5,
                        source + tapStep, step, weight + weightStep);
                    AddToSixPairs(
                        ref left0, ref left1, ref left2, ref left3, ref left4, ref left5,
                        ref right0, ref right1, ref right2, ref right3, ref right4, ref right5,
                        source + (2 * tapStep), step, weight + (2 * weightStep));
                    source += 3 * tapStep;
                    weight += 3 * weightStep;
                }

                for (; taps > 0; taps--)
                {
                    AddToSixPairs(
                        ref left0, ref left1, ref left2, ref left3, ref left4, ref left5,
                        ref right0, ref right1, ref right2, ref right3, ref right4, ref right5,
                        source, step, weight);
                    source += tapStep;
                    weight += weightStep;
                }
            }

            float* result = stretch->Result + (first * stretch->ResultStep);
            StoreSix(stretch, left0, left1, left2, left3, left4, left5, result, 0, TSimd.Lanes);
            StoreSix(stretch, right0, right1, right2, right3, right4, right5, result, TSimd.Lanes, TSimd.Lanes);
        }
    }

    /// <summary>Three elements at a time, two vectors of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumThreePairs(DepthwiseStretch* stretch)
    {
        nint step = stretch->SourceStep;
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* end = stretch->TapRows + stretch->TapRowCount;
        for (nint place = 0; place < stretch->Count; place += 3)
        {
            // The last tile reaches back over the one before: no sum depends on another.
            nint first = Math.Min(place, stretch->Count - 3);
            TVector left0 = TSimd.Zero, left1 = TSimd.Zero, left2 = TSimd.Zero;
            TVector right0 = TSimd.Zero, right1 = TSimd.Zero, right2 = TSimd.Zero;
            for (WindowTaps* row = stretch->TapRows; row != end; row++)
            {
                float* source = stretch->Source + row->Source + (first * step);
                float* weight = stretch->Weight + (row->FirstTap * stretch->WeightStride);
                for (int taps = stretch->TapCount; taps > 0; taps--)
                {
                    AddToThreePairs(ref left0, ref left1, ref left2, ref right0, ref right1, ref right2, source, step, weight);
                    source += tapStep;
                    weight += weightStep;
                }
            }

            float* result = stretch->Result + (first * stretch->ResultStep);
            StoreThree(stretch, left0, left1, left2, result, 0, TSimd.Lanes);
            StoreThree(stretch, right0, right1, right2, result, TSimd.Lanes, TSimd.Lanes);
        }
    }

    /// <summary>One element at a time, two vectors of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumPairs(DepthwiseStretch* stretch)
    {
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* end = stretch->TapRows + stretch->TapRowCount;
        for (nint first = 0; first < stretch->Count; first++)
        {
            TVector left = TSimd.Zero;
            TVector right = TSimd.Zero;
            for (WindowTaps* row = stretch->TapRows; row != end; row++)
            {
                float* source = stretch->Source + row->Source + (first * stretch->SourceStep);
                float* weight = stretch->Weight + (row->FirstTap * stretch->WeightStride);
                for (int taps = stretch->TapCount; taps > 0; taps--)
                {
                    AddToPair(ref left, ref right, source, weight);
                    source += tapStep;
                    weight += weightStep;
                }
            }

            float* result = stretch->Result + (first * stretch->ResultStep);
            StoreOne(stretch, left, result, 0, TSimd.Lanes);
            StoreOne(stretch, right, result, TSimd.Lanes, TSimd.Lanes);
        }
    }

    /// <summary>Six elements at a time, the first lanes of one vector of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumSix(DepthwiseStretch* stretch, int lanes)
    {
        nint step = stretch->SourceStep;
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* end = stretch->TapRows + stretch->TapRowCount;
        for (nint place = 0; place < stretch->Count; place += 6)
        {
            // The last tile reaches back over the one before: no sum depends on another.
            nint first = Math.Min(place, stretch->Count - 6);
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero, sum4 = TSimd.Zero, sum5 = TSimd.Zero;
            for (WindowTaps* row = stretch->TapRows; row != end; row++)
            {
                float* source = stretch->Source + row->Source + (first * step);
                float* weight = stretch->Weight + (row->FirstTap * stretch->WeightStride);
                for (int taps = stretch->TapCount; taps > 0; taps--)
                {
                    AddToSix(ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, source, step, weight, lanes);
                    source += tapStep;
                    weight += weightStep;
                }
            }

            float* result = stretch->Result + (first * stretch->ResultStep);
            StoreSix(stretch, sum0, sum1, sum2, sum3, sum4, sum5, result, 0, lanes);
        }
    }

    /// <summary>One element at a time, the first lanes of one vector of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOne(DepthwiseStretch* stretch, int lanes)
    {
        nint tapStep = stretch->TapSourceStep;
        nint weightStep = stretch->TapWeightStep;
        WindowTaps* end = stretch->TapRows + stretch->TapRowCount;
        for (nint first = 0; first < stretch->Count; first++)
        {
            TVector sum = TSimd.Zero;
            for (WindowTaps* row = stretch->TapRows; row != end; row++)
            {
                float* source = stretch->Source + row->Source + (first * stretch->SourceStep);
                float* weight = stretch->Weight + (row->FirstTap * stretch->WeightStride);
                for (int taps = stretch->TapCount; taps > 0; taps--)
                {
                    AddToOne(ref sum, source, weight, lanes);
                    source += tapStep;
                    weight += weightStep;
                }
            }

            float* result = stretch->Result + (first * stretch->ResultStep);
            StoreOne(stretch, sum, result, 0, lanes);
        }
    }
}
