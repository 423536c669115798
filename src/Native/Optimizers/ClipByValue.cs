using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>Clipping by value: <c>gᵢ = min(max(gᵢ, −c), c)</c>. PyTorch's <c>clip_grad_value_</c>, Keras' <c>clipvalue</c>.</summary>
public sealed class ClipByValue : GradientClipping
{
    /// <summary>Sets the limit.</summary>
    /// <param name="limit">c, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a positive number.</exception>
    public ClipByValue(float limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        Limit = limit;
    }

    /// <summary>c, the largest magnitude a gradient's element keeps.</summary>
    public float Limit { get; }

    internal override void Clip(Span<float> gradient, double norm, WorkerPool workers) =>
        Elementwise.Map(gradient, gradient, new Clamp(Limit), workers);

    private readonly struct Clamp(float limit) : IUnaryOperation
    {
        // The value stands on the right of both, so that NaN stays NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Max(TSimd.Broadcast(-limit), TSimd.Min(TSimd.Broadcast(limit), x));
    }
}
