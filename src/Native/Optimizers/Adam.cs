namespace Interop.Native.Optimizers;

/// <summary>
/// Adam. <c>m = β₁ m + (1−β₁) g</c>, <c>v = β₂ v + (1−β₂) g²</c>, <c>w −= η/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε)</c>, ε outside the root as in
/// PyTorch. Source: D0, D1; Kingma and Ba 2015.
/// </summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁, the decay of the mean.</param>
/// <param name="beta2">β₂, the decay of the mean square.</param>
/// <param name="epsilon">ε.</param>
/// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
public sealed class Adam(float learningRate = 1e-3f, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, float weightDecay = 0f)
    : Optimizer(learningRate)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["exp_avg", "exp_avg_sq"];

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var values = update.Values;
        var gradients = update.Gradients;
        var mean = update.Slot(0);
        var meanSquare = update.Slot(1);
        var keepMean = (float)beta1;
        var takeMean = (float)(1 - beta1);
        var keepSquare = (float)beta2;
        var takeSquare = (float)(1 - beta2);
        var stepSize = (float)(update.LearningRate / (1 - Math.Pow(beta1, update.Step)));
        var rootCorrection = (float)Math.Sqrt(1 - Math.Pow(beta2, update.Step));
        var small = (float)epsilon;
        for (var i = 0; i < values.Length; i++)
        {
            var gradient = gradients[i] + (weightDecay * values[i]);
            mean[i] = (keepMean * mean[i]) + (takeMean * gradient);
            meanSquare[i] = (keepSquare * meanSquare[i]) + (takeSquare * gradient * gradient);
            values[i] -= stepSize * (mean[i] / ((MathF.Sqrt(meanSquare[i]) / rootCorrection) + small));
        }
    }
}
