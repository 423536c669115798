using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Logistic sigmoid: <c>σ(x) = 1/(1 + e⁻ˣ)</c>, <c>σ' = σ(1 − σ)</c>. Finite for every x: 0 and 1 at the ends. Source: D0–D3.
/// </summary>
public sealed class Sigmoid : ActivationFunction
{
    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, default(Function), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(y, outputGradient, inputGradient, default(Derivative), view.Workers);

    private readonly struct Function : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => VectorMath.Sigmoid<TSimd, TVector>(x);
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(TSimd.Multiply(dy, TSimd.Subtract(TSimd.Broadcast(1f), y)), y);
    }
}
