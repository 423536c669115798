using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>
/// Clipping by the norm of each parameter's gradient by itself: <c>g ·= c / max(‖g‖₂, c)</c>. Keras' <c>clipnorm</c>. It turns the direction of the
/// whole step, which <see cref="ClipByGlobalNorm"/> keeps.
/// </summary>
public sealed class ClipByNorm : GradientClipping
{
    private readonly ClipByGlobalNorm _measure;

    /// <summary>Sets the limit.</summary>
    /// <param name="maxNorm">c, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public ClipByNorm(double maxNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNorm);
        MaxNorm = maxNorm;
        _measure = new ClipByGlobalNorm(maxNorm);
    }

    /// <summary>c, the largest norm that each parameter's gradient keeps.</summary>
    public double MaxNorm { get; }

    internal override void Clip(Span<float> gradient, double norm, WorkerPool workers)
    {
        var own = _measure.Norm(_measure.Add(0, gradient, workers));
        if (!(own <= MaxNorm))
        {
            ClipByGlobalNorm.Multiply(gradient, (float)(MaxNorm / own), workers);
        }
    }
}
