using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>
/// Clipping by the norm of all gradients together: <c>g ·= min(1, c / (‖g‖ₚ + 10⁻⁶))</c> with <c>‖g‖ₚ = (Σ|gᵢ|ᵖ)^(1/p)</c> over every element of
/// every parameter that is about to be updated. PyTorch's <c>clip_grad_norm_</c>; Keras' <c>global_clipnorm</c> is the same without 10⁻⁶.
/// The sum has a fixed order, so the result does not depend on threads.
/// </summary>
public sealed class ClipByGlobalNorm : GradientClipping
{
    /// <summary>What PyTorch adds to the norm before it divides.</summary>
    private const double Small = 1e-6;

    /// <summary>Sets the limit.</summary>
    /// <param name="maxNorm">c, greater than 0.</param>
    /// <param name="order">p, 1 or more; <see cref="double.PositiveInfinity"/> for the largest magnitude.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive, or the order is below 1.</exception>
    public ClipByGlobalNorm(double maxNorm, double order = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNorm);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        MaxNorm = maxNorm;
        Order = order;
    }

    /// <summary>c, the largest norm the gradients keep.</summary>
    public double MaxNorm { get; }

    /// <summary>p, the order of the norm.</summary>
    public double Order { get; }

    internal override double Add(double sum, ReadOnlySpan<float> gradient, WorkerPool workers)
    {
        if (double.IsPositiveInfinity(Order))
        {
            return Math.Max(sum, Largest(gradient));
        }

        if (Order == 2 && Reductions.SumOfSquares(gradient, workers) is var squares and > 1e-30f and < float.PositiveInfinity)
        {
            return sum + squares;
        }

        // Other orders, and squares that float32 cannot hold.
        foreach (var element in gradient)
        {
            sum += Order == 2 ? (double)element * element : Math.Pow(Math.Abs((double)element), Order);
        }

        return sum;
    }

    internal override double Norm(double sum) => double.IsPositiveInfinity(Order) ? sum : Math.Pow(sum, 1 / Order);

    internal override void Clip(Span<float> gradient, double norm, WorkerPool workers)
    {
        var factor = MaxNorm / (norm + Small);
        if (!(factor >= 1))
        {
            Multiply(gradient, (float)factor, workers);
        }
    }

    internal static void Multiply(Span<float> gradient, float factor, WorkerPool workers) =>
        Elementwise.Map(gradient, gradient, new Scale(factor), workers);

    private static double Largest(ReadOnlySpan<float> gradient)
    {
        var largest = 0f;
        foreach (var element in gradient)
        {
            largest = MathF.Max(largest, MathF.Abs(element));
        }

        return largest;
    }

    private readonly struct Scale(float factor) : IUnaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            => TSimd.Multiply(TSimd.Broadcast(factor), x);
    }
}
