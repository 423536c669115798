using Interop.Native.Losses;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Losses;

/// <summary>The value of a loss and its gradient with respect to the predictions.</summary>
/// <param name="Kind">Which loss.</param>
/// <param name="FromLogits">Whether predictions are logits.</param>
/// <param name="Targets">The form of the targets.</param>
/// <param name="Reduction">How items become one number.</param>
/// <param name="Samples">N.</param>
/// <param name="Width">The elements, labels or classes of a sample.</param>
/// <param name="Spread">Predictions from logits lie in [−spread, spread).</param>
internal sealed record LossCase(LossKind Kind, bool FromLogits, TargetForm Targets, Reduction Reduction, int Samples, int Width, double Spread = 4)
    : ParityCase("losses", NameOf(Kind, FromLogits, Targets, Reduction, Samples, Width, Spread))
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("loss", $"{Kind}"),
        ("predictions", FromLogits ? $"logits within ±{Text(Spread)}" : Kind == LossKind.MeanSquaredError ? "values" : "probabilities"),
        ("targets", $"{Targets}"),
        ("reduction", $"{Reduction}"),
        ("shape", $"[{Samples}, {Width}]"),
    ];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        Shape shape = [Samples, Width];
        var predictions = Kind switch
        {
            _ when FromLogits => numbers.Uniform(shape, -Spread, Spread),
            LossKind.BinaryCrossentropy => numbers.Uniform(shape, 0.01, 0.99),
            LossKind.CategoricalCrossentropy => numbers.Distributions(Samples, Width),
            _ => numbers.Uniform(shape, -2, 2),
        };
        var targets = Targets switch
        {
            TargetForm.Values => numbers.Uniform(shape, -2, 2),
            TargetForm.Labels => numbers.Labels(shape),
            TargetForm.Fractions => numbers.Uniform(shape, 0, 1),
            TargetForm.Indices => numbers.Classes(Samples, Width),
            TargetForm.OneHot => InputNumbers.OneHot(numbers.Classes(Samples, Width), Width),
            _ => numbers.Distributions(Samples, Width),
        };
        return new NamedTensors { { "predictions", predictions }, { "targets", targets } };
    }

    private static string NameOf(LossKind kind, bool fromLogits, TargetForm targets, Reduction reduction, int samples, int width, double spread)
    {
        var name = kind switch
        {
            LossKind.MeanSquaredError => "mse",
            LossKind.BinaryCrossentropy => fromLogits ? "bce-logits" : "bce",
            _ => fromLogits ? "cce-logits" : "cce",
        };
        var far = spread == 4 ? "" : $"-within-{Text(spread)}";
        return $"{name}-{targets}-{reduction}-{samples}x{width}{far}".ToLowerInvariant();
    }
}
