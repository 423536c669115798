using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Hyperbolic tangent: <c>f(x) = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)</c>, <c>f' = 1 − f²</c>. Finite for every x: ±1 at the ends. Source: PyTorch, Keras.
/// </summary>
public sealed class Tanh : ActivationFunction
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
            => VectorMath.Tanh<TSimd, TVector>(x);
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(dy, TSimd.MultiplySubtractFrom(y, y, TSimd.Broadcast(1f)));
    }
}
