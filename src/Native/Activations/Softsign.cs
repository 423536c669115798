using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary><c>f(x) = x/(1 + |x|)</c>, <c>f'(x) = 1/(1 + |x|)²</c>. Source: PyTorch, Keras.</summary>
public sealed class Softsign : ActivationFunction
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
            => TSimd.Divide(x, TSimd.Add(TSimd.Broadcast(1f), TSimd.Abs(x)));
    }

    private readonly struct Derivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector root = TSimd.Add(TSimd.Broadcast(1f), TSimd.Abs(x));
            return TSimd.Divide(TSimd.Divide(dy, root), root);
        }
    }
}
