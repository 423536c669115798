using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>A limit on gradients, applied to those of all parameters that are about to be updated: <see cref="ClipByGlobalNorm"/>, <see cref="ClipByNorm"/> or <see cref="ClipByValue"/>.</summary>
public abstract class GradientClipping
{
    private protected GradientClipping()
    {
    }

    /// <summary>Takes one more parameter's gradient into account; the sum begins at 0.</summary>
    internal virtual double Add(double sum, ReadOnlySpan<float> gradient, WorkerPool workers) => sum;

    /// <summary>The norm of all gradients from the finished sum.</summary>
    internal virtual double Norm(double sum) => sum;

    /// <summary>Limits one parameter's gradient in place.</summary>
    internal abstract void Clip(Span<float> gradient, double norm, WorkerPool workers);
}
