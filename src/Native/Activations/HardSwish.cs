using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Hard swish: <c>f(x) = x·min(max(0, x + 3), 6)/6</c>; <c>f'(x)</c> is 0 below −3, 1 from 3 on and <c>x/3 + ½</c> between. Source: Howard et
/// al. 2019, MobileNetV3; PyTorch's Hardswish.
/// </summary>
public sealed class HardSwish : ActivationFunction
{
    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, default(Function), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(x, outputGradient, inputGradient, default(Derivative), view.Workers);

    private readonly struct Function : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector gate = TSimd.Min(TSimd.Broadcast(6f), TSimd.Max(TSimd.Zero, TSimd.Add(x, TSimd.Broadcast(3f))));
            return TSimd.Divide(TSimd.Multiply(x, gate), TSimd.Broadcast(6f));
        }
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector three = TSimd.Broadcast(3f);
            TVector inner = TSimd.Multiply(dy, TSimd.Add(TSimd.Divide(x, three), TSimd.Broadcast(0.5f)));
            TVector slope = TSimd.Select(TSimd.LessThan(x, three), inner, dy);
            return TSimd.Select(TSimd.LessThan(x, TSimd.Negate(three)), TSimd.Zero, slope);
        }
    }
}
