using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Softplus: <c>f(x) = ln(1 + e^(βx))/β</c>, and x itself where βx &gt; threshold; <c>f'(x) = σ(βx)</c>. Computed as
/// <c>max(x, 0) + ln(1 + e^(−|βx|))/β</c>, which cannot overflow. Source: PyTorch's Softplus; Keras has β = 1 and no threshold.
/// </summary>
/// <param name="beta">β, the sharpness; positive.</param>
/// <param name="threshold">Where the function becomes linear; infinity for never.</param>
public sealed class Softplus(float beta = 1f, float threshold = 20f) : ActivationFunction
{
    /// <summary>β, the sharpness.</summary>
    /// <exception cref="ArgumentOutOfRangeException">β is not positive.</exception>
    public float Beta { get; } = beta > 0 ? beta : throw new ArgumentOutOfRangeException(nameof(beta), beta, "Softplus divides by β, which must be positive.");

    /// <summary>Where the function becomes linear.</summary>
    public float Threshold => threshold;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, new Function(Beta, threshold), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(x, outputGradient, inputGradient, new Derivative(Beta, threshold), view.Workers);

    private readonly struct Function(float beta, float threshold) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector scaled = TSimd.Multiply(TSimd.Broadcast(beta), x);
            TVector tail = VectorMath.Log1p<TSimd, TVector>(VectorMath.Exp<TSimd, TVector>(TSimd.Negate(TSimd.Abs(scaled))));
            TVector curved = TSimd.Add(TSimd.Max(TSimd.Zero, x), TSimd.Divide(tail, TSimd.Broadcast(beta)));
            return TSimd.Select(TSimd.GreaterThan(scaled, TSimd.Broadcast(threshold)), x, curved);
        }
    }

    private readonly struct Derivative(float beta, float threshold) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector scaled = TSimd.Multiply(TSimd.Broadcast(beta), x);
            TVector curved = TSimd.Multiply(dy, VectorMath.Sigmoid<TSimd, TVector>(scaled));
            return TSimd.Select(TSimd.GreaterThan(scaled, TSimd.Broadcast(threshold)), dy, curved);
        }
    }
}
