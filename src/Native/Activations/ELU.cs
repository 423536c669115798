using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Exponential linear unit: <c>f(x) = x</c> for x &gt; 0, else <c>α·(eˣ − 1)</c>; <c>f'(x) = 1</c> for x &gt; 0, else <c>α·eˣ</c>.
/// Source: Clevert et al. 2016; PyTorch's ELU, Keras.
/// </summary>
/// <param name="alpha">α; the limit far below is −α.</param>
public sealed class ELU(float alpha = 1f) : ActivationFunction
{
    /// <summary>α; the limit far below is −α.</summary>
    public float Alpha { get; } = ActivationArguments.Finite(alpha, nameof(alpha));

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, new Function(Alpha), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(x, outputGradient, inputGradient, new Derivative(Alpha), view.Workers);

    private readonly struct Function(float alpha) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), x, TSimd.Multiply(TSimd.Broadcast(alpha), VectorMath.Expm1<TSimd, TVector>(x)));
    }

    private readonly struct Derivative(float alpha) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector below = TSimd.Multiply(TSimd.Broadcast(alpha), VectorMath.Exp<TSimd, TVector>(x));
            return TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), dy, TSimd.Multiply(dy, below));
        }
    }
}
