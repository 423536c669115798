using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Hard sigmoid: a straight line held between 0 and 1. <see cref="HardSigmoidForm.PyTorch"/> (the default):
/// <c>f(x) = min(max(0, x + 3), 6)/6</c>; <see cref="HardSigmoidForm.Keras2"/>: <c>f(x) = min(max(0, 0.2 x + ½), 1)</c>. The derivative is
/// the line's slope where 0 &lt; f &lt; 1, else 0. Source: PyTorch's Hardsigmoid; Keras 2's hard_sigmoid.
/// </summary>
/// <param name="form">Which line.</param>
public sealed class HardSigmoid(HardSigmoidForm form = HardSigmoidForm.PyTorch) : ActivationFunction
{
    /// <summary>Which line.</summary>
    public HardSigmoidForm Form => form;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
    {
        if (form == HardSigmoidForm.PyTorch)
        {
            Elementwise.Map(x, y, default(SixthFunction), view.Workers);
        }
        else
        {
            Elementwise.Map(x, y, default(FifthFunction), view.Workers);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(y, outputGradient, inputGradient, new Derivative(form == HardSigmoidForm.PyTorch ? 1f / 6f : 0.2f), view.Workers);

    private readonly struct SixthFunction : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector six = TSimd.Broadcast(6f);
            TVector held = TSimd.Min(six, TSimd.Max(TSimd.Zero, TSimd.Add(x, TSimd.Broadcast(3f))));
            return TSimd.Divide(held, six);
        }
    }

    private readonly struct FifthFunction : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector line = TSimd.MultiplyAdd(TSimd.Broadcast(0.2f), x, TSimd.Broadcast(0.5f));
            return TSimd.Min(TSimd.Broadcast(1f), TSimd.Max(TSimd.Zero, line));
        }
    }

    private readonly struct Derivative(float slope) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector inside = TSimd.And(TSimd.GreaterThan(y, TSimd.Zero), TSimd.LessThan(y, TSimd.Broadcast(1f)));
            return TSimd.And(inside, TSimd.Multiply(dy, TSimd.Broadcast(slope)));
        }
    }
}
