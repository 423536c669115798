namespace Interop.Native.Losses;

/// <summary>
/// Mean squared error. Default, PyTorch's and Keras': <c>L = 1/(N·D) Σ (yᵢⱼ − aᵢⱼ)²</c>. D1's <c>1/(2N) Σᵢ ‖yᵢ − aᵢ‖²</c> is
/// <see cref="Reduction.BatchMean"/> with <see cref="Factor"/> ½. Predictions a and targets y: [N, …], same shape. Source: D0, D1.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <summary>A factor on every item: 1 by default, ½ for D1's formula.</summary>
    public float Factor { get; init; } = 1f;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var predictions = inputs.Predictions;
        var targets = inputs.Targets;
        for (var i = 0; i < losses.Length; i++)
        {
            var difference = predictions[i] - targets[i];
            losses[i] = Factor * difference * difference;
            if (!gradient.IsEmpty)
            {
                gradient[i] = 2 * Factor * difference;
            }
        }
    }
}
