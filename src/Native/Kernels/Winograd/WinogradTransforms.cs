using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// The transforms of Winograd's F(4, 3), which takes 4 outputs of 3 taps with 6 multiplications, along one axis and for a vector of channels at
/// once: <c>y = Aᵀ[(G g) ⊙ (Bᵀ d)]</c>, evaluated at 0, ±1, ±2 and ∞, and their transposes for the gradients.
/// Source: Lavin and Gray 2016.
/// </summary>
internal static unsafe class WinogradTransforms<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Bᵀ d: 6 of 6 elements of the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector d0 = TSimd.Load(source);
        TVector d1 = TSimd.Load(source + sourceStep);
        TVector d2 = TSimd.Load(source + (2 * sourceStep));
        TVector d3 = TSimd.Load(source + (3 * sourceStep));
        TVector d4 = TSimd.Load(source + (4 * sourceStep));
        TVector d5 = TSimd.Load(source + (5 * sourceStep));
        TVector four = TSimd.Broadcast(4f);
        TVector five = TSimd.Broadcast(5f);
        TVector even = TSimd.MultiplySubtractFrom(d2, four, d4);
        TVector odd = TSimd.MultiplySubtractFrom(d1, four, d3);
        TVector evenTwice = TSimd.Subtract(d4, d2);
        TVector oddTwice = TSimd.Multiply(TSimd.Subtract(d3, d1), TSimd.Broadcast(2f));
        TSimd.Store(target, TSimd.MultiplyAdd(d0, four, TSimd.MultiplySubtractFrom(d2, five, d4)));
        TSimd.Store(target + targetStep, TSimd.Add(even, odd));
        TSimd.Store(target + (2 * targetStep), TSimd.Subtract(even, odd));
        TSimd.Store(target + (3 * targetStep), TSimd.Add(evenTwice, oddTwice));
        TSimd.Store(target + (4 * targetStep), TSimd.Subtract(evenTwice, oddTwice));
        TSimd.Store(target + (5 * targetStep), TSimd.MultiplyAdd(d1, four, TSimd.MultiplySubtractFrom(d3, five, d5)));
    }

    /// <summary>B v, the transpose of <see cref="Input"/>: 6 elements of the input's gradient of 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradient(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector v0 = TSimd.Load(source);
        TVector v1 = TSimd.Load(source + sourceStep);
        TVector v2 = TSimd.Load(source + (2 * sourceStep));
        TVector v3 = TSimd.Load(source + (3 * sourceStep));
        TVector v4 = TSimd.Load(source + (4 * sourceStep));
        TVector v5 = TSimd.Load(source + (5 * sourceStep));
        TVector four = TSimd.Broadcast(4f);
        TVector five = TSimd.Broadcast(5f);
        TVector two = TSimd.Broadcast(2f);
        TVector near = TSimd.Add(v1, v2);
        TVector far = TSimd.Add(v3, v4);
        TVector nearDifference = TSimd.Subtract(v1, v2);
        TVector farDifference = TSimd.Subtract(v3, v4);
        TSimd.Store(target, TSimd.Multiply(v0, four));
        TSimd.Store(
            target + targetStep,
            TSimd.MultiplyAdd(TSimd.Subtract(v5, nearDifference), four, TSimd.Multiply(TSimd.Negate(farDifference), two)));
        TSimd.Store(
            target + (2 * targetStep),
            TSimd.MultiplySubtractFrom(v0, five, TSimd.MultiplySubtractFrom(near, four, TSimd.Negate(far))));
        TSimd.Store(
            target + (3 * targetStep), TSimd.MultiplySubtractFrom(v5, five, TSimd.MultiplyAdd(farDifference, two, nearDifference)));
        TSimd.Store(target + (4 * targetStep), TSimd.Add(v0, TSimd.Add(near, far)));
        TSimd.Store(target + (5 * targetStep), v5);
    }

    /// <summary>Aᵀ m: 4 outputs of 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector m0 = TSimd.Load(source);
        TVector m1 = TSimd.Load(source + sourceStep);
        TVector m2 = TSimd.Load(source + (2 * sourceStep));
        TVector m3 = TSimd.Load(source + (3 * sourceStep));
        TVector m4 = TSimd.Load(source + (4 * sourceStep));
        TVector m5 = TSimd.Load(source + (5 * sourceStep));
        TVector near = TSimd.Add(m1, m2);
        TVector far = TSimd.Add(m3, m4);
        TVector nearDifference = TSimd.Subtract(m1, m2);
        TVector farDifference = TSimd.Subtract(m3, m4);
        TSimd.Store(target, TSimd.Add(m0, TSimd.Add(near, far)));
        TSimd.Store(target + targetStep, TSimd.MultiplyAdd(farDifference, TSimd.Broadcast(2f), nearDifference));
        TSimd.Store(target + (2 * targetStep), TSimd.MultiplyAdd(far, TSimd.Broadcast(4f), near));
        TSimd.Store(target + (3 * targetStep), TSimd.Add(TSimd.MultiplyAdd(farDifference, TSimd.Broadcast(8f), nearDifference), m5));
    }

    /// <summary>A y, the transpose of <see cref="Output"/>: 6 of 4 elements of the output's gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector y0 = TSimd.Load(source);
        TVector y1 = TSimd.Load(source + sourceStep);
        TVector y2 = TSimd.Load(source + (2 * sourceStep));
        TVector y3 = TSimd.Load(source + (3 * sourceStep));
        TVector even = TSimd.Add(y0, y2);
        TVector odd = TSimd.Add(y1, y3);
        TVector evenTwice = TSimd.MultiplyAdd(y2, TSimd.Broadcast(4f), y0);
        TVector oddTwice = TSimd.Multiply(TSimd.MultiplyAdd(y3, TSimd.Broadcast(4f), y1), TSimd.Broadcast(2f));
        TSimd.Store(target, y0);
        TSimd.Store(target + targetStep, TSimd.Add(even, odd));
        TSimd.Store(target + (2 * targetStep), TSimd.Subtract(even, odd));
        TSimd.Store(target + (3 * targetStep), TSimd.Add(evenTwice, oddTwice));
        TSimd.Store(target + (4 * targetStep), TSimd.Subtract(evenTwice, oddTwice));
        TSimd.Store(target + (5 * targetStep), y3);
    }

    /// <summary>G g: 6 of 3 taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weight(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector g0 = TSimd.Load(source);
        TVector g1 = TSimd.Load(source + sourceStep);
        TVector g2 = TSimd.Load(source + (2 * sourceStep));
        TVector near = TSimd.Multiply(TSimd.Add(g0, g2), TSimd.Broadcast(-1f / 6f));
        TVector nearOdd = TSimd.Multiply(g1, TSimd.Broadcast(-1f / 6f));
        TVector far = TSimd.MultiplyAdd(g0, TSimd.Broadcast(1f / 24f), TSimd.Multiply(g2, TSimd.Broadcast(1f / 6f)));
        TVector farOdd = TSimd.Multiply(g1, TSimd.Broadcast(1f / 12f));
        TSimd.Store(target, TSimd.Multiply(g0, TSimd.Broadcast(0.25f)));
        TSimd.Store(target + targetStep, TSimd.Add(near, nearOdd));
        TSimd.Store(target + (2 * targetStep), TSimd.Subtract(near, nearOdd));
        TSimd.Store(target + (3 * targetStep), TSimd.Add(far, farOdd));
        TSimd.Store(target + (4 * targetStep), TSimd.Subtract(far, farOdd));
        TSimd.Store(target + (5 * targetStep), g2);
    }

    /// <summary>Gᵀ u, the transpose of <see cref="Weight"/>: 3 taps of 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WeightGradient(float* source, nint sourceStep, float* target, nint targetStep)
    {
        TVector near = TSimd.Add(TSimd.Load(source + sourceStep), TSimd.Load(source + (2 * sourceStep)));
        TVector nearOdd = TSimd.Subtract(TSimd.Load(source + (2 * sourceStep)), TSimd.Load(source + sourceStep));
        TVector far = TSimd.Add(TSimd.Load(source + (3 * sourceStep)), TSimd.Load(source + (4 * sourceStep)));
        TVector farOdd = TSimd.Subtract(TSimd.Load(source + (3 * sourceStep)), TSimd.Load(source + (4 * sourceStep)));
        TVector nearSixth = TSimd.Multiply(near, TSimd.Broadcast(-1f / 6f));
        TVector first = TSimd.MultiplyAdd(TSimd.Load(source), TSimd.Broadcast(0.25f), nearSixth);
        TSimd.Store(target, TSimd.MultiplyAdd(far, TSimd.Broadcast(1f / 24f), first));
        TSimd.Store(
            target + targetStep, TSimd.MultiplyAdd(nearOdd, TSimd.Broadcast(1f / 6f), TSimd.Multiply(farOdd, TSimd.Broadcast(1f / 12f))));
        TSimd.Store(
            target + (2 * targetStep),
            TSimd.Add(TSimd.MultiplyAdd(far, TSimd.Broadcast(1f / 6f), nearSixth), TSimd.Load(source + (5 * sourceStep))));
    }
}
