using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <content>Adds one tap to the sums of a tile, and stores them.</content>
internal static unsafe partial class DepthwiseTiles<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToSixPairs(
        ref TVector left0, ref TVector left1, ref TVector left2, ref TVector left3, ref TVector left4, ref TVector left5,
        ref TVector right0, ref TVector right1, ref TVector right2, ref TVector right3, ref TVector right4, ref TVector right5,
        float* source,
        nint step,
        float* weight)
    {
        TVector leftWeight = TSimd.Load(weight);
        TVector rightWeight = TSimd.Load(weight + TSimd.Lanes);
        left0 = TSimd.MultiplyAdd(TSimd.Load(source), leftWeight, left0);
        right0 = TSimd.MultiplyAdd(TSimd.Load(source + TSimd.Lanes), rightWeight, right0);
        left1 = TSimd.MultiplyAdd(TSimd.Load(source + step), leftWeight, left1);
        right1 = TSimd.MultiplyAdd(TSimd.Load(source + step + TSimd.Lanes), rightWeight, right1);
        left2 = TSimd.MultiplyAdd(TSimd.Load(source + (2 * step)), leftWeight, left2);
        right2 = TSimd.MultiplyAdd(TSimd.Load(source + (2 * step) + TSimd.Lanes), rightWeight, right2);
        left3 = TSimd.MultiplyAdd(TSimd.Load(source + (3 * step)), leftWeight, left3);
        right3 = TSimd.MultiplyAdd(TSimd.Load(source + (3 * step) + TSimd.Lanes), rightWeight, right3);
        left4 = TSimd.MultiplyAdd(TSimd.Load(source + (4 * step)), leftWeight, left4);
        right4 = TSimd.MultiplyAdd(TSimd.Load(source + (4 * step) + TSimd.Lanes), rightWeight, right4);
        left5 = TSimd.MultiplyAdd(TSimd.Load(source + (5 * step)), leftWeight, left5);
        right5 = TSimd.MultiplyAdd(TSimd.Load(source + (5 * step) + TSimd.Lanes), rightWeight, right5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToThreePairs(
        ref TVector left0, ref TVector left1, ref TVector left2,
        ref TVector right0, ref TVector right1, ref TVector right2,
        float* source,
        nint step,
        float* weight)
    {
        TVector leftWeight = TSimd.Load(weight);
        TVector rightWeight = TSimd.Load(weight + TSimd.Lanes);
        left0 = TSimd.MultiplyAdd(TSimd.Load(source), leftWeight, left0);
        right0 = TSimd.MultiplyAdd(TSimd.Load(source + TSimd.Lanes), rightWeight, right0);
        left1 = TSimd.MultiplyAdd(TSimd.Load(source + step), leftWeight, left1);
        right1 = TSimd.MultiplyAdd(TSimd.Load(source + step + TSimd.Lanes), rightWeight, right1);
        left2 = TSimd.MultiplyAdd(TSimd.Load(source + (2 * step)), leftWeight, left2);
        right2 = TSimd.MultiplyAdd(TSimd.Load(source + (2 * step) + TSimd.Lanes), rightWeight, right2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToPair(
        ref TVector left,
        ref TVector right,
        float* source,
        float* weight)
    {
        TVector leftWeight = TSimd.Load(weight);
        TVector rightWeight = TSimd.Load(weight + TSimd.Lanes);
        left = TSimd.MultiplyAdd(TSimd.Load(source), leftWeight, left);
        right = TSimd.MultiplyAdd(TSimd.Load(source + TSimd.Lanes), rightWeight, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToSix(
        ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3, ref TVector sum4, ref TVector sum5,
        float* source,
        nint step,
        TVector weight)
    {
        sum0 = TSimd.MultiplyAdd(TSimd.Load(source), weight, sum0);
        sum1 = TSimd.MultiplyAdd(TSimd.Load(source + step), weight, sum1);
        sum2 = TSimd.MultiplyAdd(TSimd.Load(source + (2 * step)), weight, sum2);
        sum3 = TSimd.MultiplyAdd(TSimd.Load(source + (3 * step)), weight, sum3);
        sum4 = TSimd.MultiplyAdd(TSimd.Load(source + (4 * step)), weight, sum4);
        sum5 = TSimd.MultiplyAdd(TSimd.Load(source + (5 * step)), weight, sum5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToSix(
        ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3, ref TVector sum4, ref TVector sum5,
        float* source,
        nint step,
        float* weight,
        int lanes)
    {
        TVector shared = VectorLanes<TSimd, TVector>.Load(weight, lanes);
        sum0 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source, lanes), shared, sum0);
        sum1 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source + step, lanes), shared, sum1);
        sum2 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source + (2 * step), lanes), shared, sum2);
        sum3 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source + (3 * step), lanes), shared, sum3);
        sum4 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source + (4 * step), lanes), shared, sum4);
        sum5 = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source + (5 * step), lanes), shared, sum5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToOne(
        ref TVector sum,
        float* source,
        float* weight,
        int lanes)
    {
        TVector shared = VectorLanes<TSimd, TVector>.Load(weight, lanes);
        sum = TSimd.MultiplyAdd(VectorLanes<TSimd, TVector>.Load(source, lanes), shared, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSix(
        DepthwiseStretch* stretch, TVector sum0, TVector sum1, TVector sum2, TVector sum3, TVector sum4, TVector sum5, float* result, int channel, int lanes)
    {
        if (stretch->Bias != null)
        {
            TVector bias = VectorLanes<TSimd, TVector>.Load(stretch->Bias + channel, lanes);
            sum0 = TSimd.Add(sum0, bias);
            sum1 = TSimd.Add(sum1, bias);
            sum2 = TSimd.Add(sum2, bias);
            sum3 = TSimd.Add(sum3, bias);
            sum4 = TSimd.Add(sum4, bias);
            sum5 = TSimd.Add(sum5, bias);
        }

        if (stretch->ClipAtZero)
        {
            sum0 = TSimd.Max(TSimd.Zero, sum0);
            sum1 = TSimd.Max(TSimd.Zero, sum1);
            sum2 = TSimd.Max(TSimd.Zero, sum2);
            sum3 = TSimd.Max(TSimd.Zero, sum3);
            sum4 = TSimd.Max(TSimd.Zero, sum4);
            sum5 = TSimd.Max(TSimd.Zero, sum5);
        }

        nint step = stretch->ResultStep;
        result += channel;
        VectorLanes<TSimd, TVector>.Store(result, sum0, lanes);
        VectorLanes<TSimd, TVector>.Store(result + step, sum1, lanes);
        VectorLanes<TSimd, TVector>.Store(result + (2 * step), sum2, lanes);
        VectorLanes<TSimd, TVector>.Store(result + (3 * step), sum3, lanes);
        VectorLanes<TSimd, TVector>.Store(result + (4 * step), sum4, lanes);
        VectorLanes<TSimd, TVector>.Store(result + (5 * step), sum5, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThree(
        DepthwiseStretch* stretch, TVector sum0, TVector sum1, TVector sum2, float* result, int channel, int lanes)
    {
        if (stretch->Bias != null)
        {
            TVector bias = VectorLanes<TSimd, TVector>.Load(stretch->Bias + channel, lanes);
            sum0 = TSimd.Add(sum0, bias);
            sum1 = TSimd.Add(sum1, bias);
            sum2 = TSimd.Add(sum2, bias);
        }

        if (stretch->ClipAtZero)
        {
            sum0 = TSimd.Max(TSimd.Zero, sum0);
            sum1 = TSimd.Max(TSimd.Zero, sum1);
            sum2 = TSimd.Max(TSimd.Zero, sum2);
        }

        nint step = stretch->ResultStep;
        result += channel;
        VectorLanes<TSimd, TVector>.Store(result, sum0, lanes);
        VectorLanes<TSimd, TVector>.Store(result + step, sum1, lanes);
        VectorLanes<TSimd, TVector>.Store(result + (2 * step), sum2, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreOne(
        DepthwiseStretch* stretch, TVector sum, float* result, int channel, int lanes)
    {
        if (stretch->Bias != null)
        {
            TVector bias = VectorLanes<TSimd, TVector>.Load(stretch->Bias + channel, lanes);
            sum = TSimd.Add(sum, bias);
        }

        if (stretch->ClipAtZero)
        {
            sum = TSimd.Max(TSimd.Zero, sum);
        }

        result += channel;
        VectorLanes<TSimd, TVector>.Store(result, sum, lanes);
    }
}
