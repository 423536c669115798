using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Rectified linear unit: <c>f(x) = max(0, x)</c>, <c>f'(x) = 0</c> for x ≤ 0, else 1 (0 at 0, 1 at NaN, as PyTorch). NaN stays NaN. Source: D0–D3.
/// </summary>
public sealed class ReLU : ActivationFunction
{
    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        Elementwise.Map(x, y, default(Function), view.Workers);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        Elementwise.Map(y, outputGradient, inputGradient, default(RectifierDerivativeOperation), view.Workers);

    private readonly struct Function : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Max(TSimd.Zero, x);
    }
}
