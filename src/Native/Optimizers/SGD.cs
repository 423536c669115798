namespace Interop.Native.Optimizers;

/// <summary>
/// Stochastic gradient descent, with momentum. PyTorch's rule: <c>g += λ w</c>; <c>v₁ = g, v = μ v + (1 − d) g</c>;
/// <c>w −= η v</c>, or with Nesterov <c>w −= η (g + μ v)</c>. Source: D0, D1.
/// </summary>
/// <param name="learningRate">η.</param>
/// <param name="momentum">μ, 0 for none.</param>
/// <param name="dampening">d, PyTorch's dampening of the newest gradient.</param>
/// <param name="weightDecay">λ, PyTorch's L2 penalty.</param>
/// <param name="nesterov">Whether to look ahead along the momentum.</param>
public sealed class SGD(float learningRate = 0.01f, float momentum = 0f, float dampening = 0f, float weightDecay = 0f, bool nesterov = false)
    : Optimizer(learningRate)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = momentum != 0 ? ["momentum_buffer"] : [];

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var values = update.Values;
        var gradients = update.Gradients;
        var velocity = momentum != 0 ? update.Slot(0) : default;
        for (var i = 0; i < values.Length; i++)
        {
            var gradient = gradients[i] + (weightDecay * values[i]);
            if (momentum != 0)
            {
                velocity[i] = update.Step == 1 ? gradient : (momentum * velocity[i]) + ((1 - dampening) * gradient);
                gradient = nesterov ? gradient + (momentum * velocity[i]) : velocity[i];
            }

            values[i] -= update.LearningRate * gradient;
        }
    }
}
