using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Swish, also called SiLU: <c>f(x) = x·σ(x)</c>, <c>f'(x) = σ(x)·(1 + x·(1 − σ(x)))</c>. Source: D0, which calls it ESP; Ramachandran et
/// al. 2017; PyTorch's SiLU.
/// </summary>
public sealed class Swish : ActivationFunction
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
            => TSimd.Multiply(x, VectorMath.Sigmoid<TSimd, TVector>(x));
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector one = TSimd.Broadcast(1f);
            TVector sigmoid = VectorMath.Sigmoid<TSimd, TVector>(x);
            TVector slope = TSimd.MultiplyAdd(x, TSimd.Subtract(one, sigmoid), one);
            return TSimd.Multiply(dy, TSimd.Multiply(sigmoid, slope));
        }
    }
}
