using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Activations;

/// <summary>
/// Gaussian error linear unit: <c>f(x) = x·Φ(x) = ½x·(1 + erf(x/√2))</c>, <c>f'(x) = Φ(x) + x·φ(x)</c>; or with tanh for erf,
/// <c>½x·(1 + tanh u)</c>, <c>u = √(2/π)·(x + 0.044715 x³)</c>. Source: Hendrycks and Gimpel 2016; PyTorch's GELU
/// (<c>approximate='none'</c> and <c>'tanh'</c>), Keras' gelu.
/// </summary>
/// <param name="approximate">Whether tanh stands in for erf.</param>
public sealed class GELU(bool approximate = false) : ActivationFunction
{
    // √(2/π), and 0.044715 times it.
    private const float Linear = 0.7978845608028654f;
    private const float Cubic = 0.044715f * Linear;

    // Beyond, Φ is 0 or 1 to the last bit and its derivatives vanish.
    private const float Limit = 14f;

    /// <summary>Whether tanh stands in for erf.</summary>
    public bool Approximate => approximate;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
    {
        if (approximate)
        {
            Elementwise.Map(x, y, default(TanhFunction), view.Workers);
        }
        else
        {
            Elementwise.Map(x, y, default(ErfFunction), view.Workers);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view)
    {
        if (approximate)
        {
            Elementwise.Map(x, outputGradient, inputGradient, default(TanhDerivative), view.Workers);
        }
        else
        {
            Elementwise.Map(x, outputGradient, inputGradient, default(ErfDerivative), view.Workers);
        }
    }

    /// <summary>x held within ±<see cref="Limit"/>; NaN passes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Hold<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        => TSimd.Min(TSimd.Broadcast(Limit), TSimd.Max(TSimd.Broadcast(-Limit), x));

    /// <summary>Φ(x) = ½(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalDistribution<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector half = TSimd.Broadcast(0.5f);
        TVector erf = VectorMath.Erf<TSimd, TVector>(TSimd.Multiply(x, TSimd.Broadcast(0.70710678f)));
        return TSimd.MultiplyAdd(half, erf, half);
    }

    /// <summary>tanh u of the approximation, for a held x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhOf<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector slope = TSimd.MultiplyAdd(TSimd.Multiply(x, x), TSimd.Broadcast(Cubic), TSimd.Broadcast(Linear));
        return VectorMath.Tanh<TSimd, TVector>(TSimd.Multiply(x, slope));
    }

    private readonly struct ErfFunction : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(x, NormalDistribution<TSimd, TVector>(x));
    }

    private readonly struct ErfDerivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // φ(x) = e^(−x²/2)/√(2π).
            TVector held = Hold<TSimd, TVector>(x);
            TVector exponent = TSimd.Multiply(TSimd.Multiply(held, held), TSimd.Broadcast(-0.5f));
            TVector density = TSimd.Multiply(VectorMath.Exp<TSimd, TVector>(exponent), TSimd.Broadcast(0.39894228f));
            return TSimd.Multiply(dy, TSimd.MultiplyAdd(held, density, NormalDistribution<TSimd, TVector>(held)));
        }
    }

    private readonly struct TanhFunction : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector half = TSimd.Broadcast(0.5f);
            TVector tanh = TanhOf<TSimd, TVector>(Hold<TSimd, TVector>(x));
            return TSimd.Multiply(x, TSimd.MultiplyAdd(half, tanh, half));
        }
    }

    private readonly struct TanhDerivative : IBinaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x, TVector dy)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            // ½(1 + t) + ½x·(1 − t²)·u', u' = √(2/π)·(1 + 3·0.044715 x²).
            TVector half = TSimd.Broadcast(0.5f);
            TVector held = Hold<TSimd, TVector>(x);
            TVector tanh = TanhOf<TSimd, TVector>(held);
            TVector inner = TSimd.MultiplyAdd(TSimd.Multiply(held, held), TSimd.Broadcast(3 * Cubic), TSimd.Broadcast(Linear));
            TVector steepness = TSimd.MultiplySubtractFrom(tanh, tanh, TSimd.Broadcast(1f));
            TVector rise = TSimd.Multiply(TSimd.Multiply(TSimd.Multiply(half, held), steepness), inner);
            return TSimd.Multiply(dy, TSimd.Add(TSimd.MultiplyAdd(half, tanh, half), rise));
        }
    }
}
