using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Scaled exponential linear unit: <c>f(x) = λ·x</c> for x &gt; 0, else <c>λ·α·(eˣ − 1)</c> with λ = 1.0507…, α = 1.6732…, so that deep
/// networks keep mean 0 and variance 1. Source: Klambauer et al. 2017; PyTorch's SELU, Keras.
/// </summary>
public sealed class SELU : ActivationFunction
{
    /// <summary>λ, the slope above 0.</summary>
    public const float Scale = 1.0507009873554804934193349852946f;

    /// <summary>α; the limit far below is −λ·α.</summary>
    public const float Alpha = 1.6732632423543772848170429916717f;

    private const float ScaleAlpha = (float)(1.0507009873554804934193349852946 * 1.6732632423543772848170429916717);

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
            TVector above = TSimd.Multiply(TSimd.Broadcast(Scale), x);
            TVector below = TSimd.Multiply(TSimd.Broadcast(ScaleAlpha), VectorMath.Expm1<TSimd, TVector>(x));
            return TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), above, below);
        }
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector below = TSimd.Multiply(TSimd.Broadcast(ScaleAlpha), VectorMath.Exp<TSimd, TVector>(x));
            return TSimd.Multiply(dy, TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), TSimd.Broadcast(Scale), below));
        }
    }
}
