using Interop.Native.Kernels.Losses;

namespace Interop.Native.Losses;

/// <summary>
/// Huber loss, square near the target and straight far from it: with d = a − y, <c>½ d²</c> for |d| &lt; δ, else <c>δ (|d| − ½ δ)</c>;
/// mean over all elements. PyTorch's SmoothL1Loss with β = δ is the same divided by δ: <see cref="SmoothL1"/>. Predictions a and targets y:
/// [N, …], same shape. Source: Huber 1964.
/// </summary>
public sealed class Huber : ElementwiseLoss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="delta">δ, where the loss turns straight; above 0, or 0 too when the loss is divided by it, which is the absolute error.</param>
    /// <param name="divideByDelta">Whether the loss is divided by δ: PyTorch's SmoothL1Loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is out of its range.</exception>
    public Huber(float delta = 1f, bool divideByDelta = false)
    {
        if (!(delta > 0 || (divideByDelta && delta == 0)) || !float.IsFinite(delta))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "The δ of a Huber loss is a finite number above 0 (of 0 or more for smooth L1).");
        }

        Delta = delta;
        DividesByDelta = divideByDelta;
    }

    /// <summary>δ, where the loss turns from a square to a straight line.</summary>
    public float Delta { get; }

    /// <summary>Whether the loss is divided by δ.</summary>
    public bool DividesByDelta { get; }

    /// <summary>PyTorch's SmoothL1Loss: <c>½ d²/β</c> for |d| &lt; β, else <c>|d| − ½ β</c>.</summary>
    /// <param name="beta">β, 0 or more; 0 gives the absolute error (whose derivative is 0 at 0; PyTorch's SmoothL1Loss has −1 there).</param>
    public static Huber SmoothL1(float beta = 1f) => new(beta, divideByDelta: true);

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        if (Delta == 0)
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, default(AbsoluteErrorLoss));
        }
        else
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, new HuberLoss(Delta, DividesByDelta ? 1 / Delta : 1));
        }
    }
}
