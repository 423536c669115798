using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Values held between two bounds: <c>f(x) = min(max(x, lower), upper)</c>, <c>f'(x) = 1</c> for lower &lt; x &lt; upper, else 0. NaN stays NaN.
/// Source: PyTorch's Hardtanh, Keras' hard_tanh; ONNX calls it Clip.
/// </summary>
public sealed class HardTanh : ActivationFunction
{
    /// <summary>Makes the function.</summary>
    /// <param name="lower">The least value; −∞ for none.</param>
    /// <param name="upper">The greatest value; ∞ for none.</param>
    /// <exception cref="ArgumentException">The bounds are not in order.</exception>
    public HardTanh(float lower = -1, float upper = 1)
    {
        if (!(lower <= upper))
        {
            throw new ArgumentException($"HardTanh holds values between a lower and an upper bound, got {lower} and {upper}.", nameof(upper));
        }

        (Lower, Upper) = (lower, upper);
    }

    /// <summary>The least value.</summary>
    public float Lower { get; }

    /// <summary>The greatest value.</summary>
    public float Upper { get; }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, new Function(Lower, Upper), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(y, outputGradient, inputGradient, new Derivative(Lower, Upper), view.Workers);

    private readonly struct Function(float lower, float upper) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Min(TSimd.Broadcast(upper), TSimd.Max(TSimd.Broadcast(lower), x));
    }

    private readonly struct Derivative(float lower, float upper) : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector inside = TSimd.And(TSimd.GreaterThan(y, TSimd.Broadcast(lower)), TSimd.LessThan(y, TSimd.Broadcast(upper)));
            return TSimd.And(inside, dy);
        }
    }
}
