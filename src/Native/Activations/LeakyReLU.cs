using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Leaky rectified linear unit: <c>f(x) = x</c> for x &gt; 0, else <c>a·x</c>; <c>f'(x) = 1</c> for x &gt; 0, else a. Source: Maas et al. 2013;
/// PyTorch's LeakyReLU (a = 0.01, the default); Keras 2 has a = 0.3.
/// </summary>
/// <param name="negativeSlope">a, the slope for x ≤ 0.</param>
public sealed class LeakyReLU(float negativeSlope = 0.01f) : ActivationFunction
{
    /// <summary>a, the slope for x ≤ 0.</summary>
    public float NegativeSlope { get; } = ActivationArguments.Finite(negativeSlope, nameof(negativeSlope));

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, new Function(NegativeSlope), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(x, outputGradient, inputGradient, new Derivative(NegativeSlope), view.Workers);

    private readonly struct Function(float slope) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), x, TSimd.Multiply(TSimd.Broadcast(slope), x));
    }

    private readonly struct Derivative(float slope) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Select(TSimd.GreaterThan(x, TSimd.Zero), dy, TSimd.Multiply(TSimd.Broadcast(slope), dy));
    }
}
