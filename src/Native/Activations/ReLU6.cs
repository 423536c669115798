using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Rectified linear unit that saturates at 6: <c>f(x) = min(max(0, x), 6)</c>, <c>f'(x) = 1</c> for 0 &lt; x &lt; 6, else 0. NaN stays NaN.
/// Source: PyTorch's ReLU6; Howard et al. 2017, MobileNets.
/// </summary>
public sealed class ReLU6 : ActivationFunction
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
            => TSimd.Min(TSimd.Broadcast(6f), TSimd.Max(TSimd.Zero, x));
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector y, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector inside = TSimd.And(TSimd.GreaterThan(y, TSimd.Zero), TSimd.LessThan(y, TSimd.Broadcast(6f)));
            return TSimd.And(inside, dy);
        }
    }
}
