using Interop.Native.Losses;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Losses;

/// <summary>The value of a loss and its gradient with respect to the predictions.</summary>
/// <param name="Kind">Which loss.</param>
/// <param name="Predictions">The form of the predictions.</param>
/// <param name="Targets">The form of the targets.</param>
/// <param name="Reduction">How items become one number.</param>
/// <param name="Samples">N.</param>
/// <param name="Width">The elements, labels or classes of a sample.</param>
/// <param name="Options">What else the loss is told.</param>
/// <param name="Spread">Logits lie in [−spread, spread).</param>
internal sealed record LossCase(
    LossKind Kind, PredictionForm Predictions, TargetForm Targets, Reduction Reduction, int Samples, int Width, LossOptions Options, double Spread = 4)
    : ParityCase("losses", NameOf(Kind, Predictions, Targets, Reduction, Samples, Width, Options, Spread))
{
    /// <summary>The shape of the predictions.</summary>
    public Shape Shape => new([Samples, Width, .. Options.Space]);

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => Predictions == PredictionForm.Logits;

    /// <summary>Whether an item is an element of the predictions, not a whole answer of several classes.</summary>
    public bool IsElementwise => Kind is not (LossKind.CategoricalCrossentropy or LossKind.NegativeLogLikelihood or LossKind.CategoricalFocal
        or LossKind.CategoricalHinge or LossKind.CosineSimilarity);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("loss", $"{Kind}"),
        ("predictions", FromLogits ? $"logits within ±{Text(Spread)}" : $"{Predictions}"),
        ("targets", $"{Targets}"),
        ("reduction", $"{Reduction}"),
        ("shape", $"{Shape}"),
        .. Options.Parameters,
    ];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var predictions = Predictions switch
        {
            PredictionForm.Logits => numbers.Uniform(Shape, -Spread, Spread),
            PredictionForm.LogProbabilities => numbers.Uniform(Shape, -6, -0.01),
            PredictionForm.Probabilities when IsElementwise => numbers.Uniform(Shape, 0.01, 0.99),
            PredictionForm.Probabilities => numbers.Distributions(Samples, Width),
            _ => numbers.Uniform(Shape, -2, 2),
        };
        var inputs = new NamedTensors { { "predictions", predictions }, { "targets", MakeTargets(numbers) } };
        if (Options.Weights)
        {
            inputs.Add("weight", numbers.Uniform([Width], 0.2, 3));
        }

        if (Options.PositiveWeights)
        {
            inputs.Add("pos_weight", numbers.Uniform([Width], 0.2, 5));
        }

        if (Options.SampleWeights)
        {
            inputs.Add("sample_weight", numbers.Uniform([Samples], 0, 2));
        }

        return inputs;
    }

    private Tensor MakeTargets(InputNumbers numbers)
    {
        switch (Targets)
        {
            case TargetForm.Values:
                return numbers.Uniform(Shape, -2, 2);
            case TargetForm.Labels:
                return numbers.Labels(Shape);
            case TargetForm.Signs:
                var signs = numbers.Labels(Shape);
                foreach (ref var sign in signs.Span)
                {
                    sign = (2 * sign) - 1;
                }

                return signs;
            case TargetForm.Fractions:
                return numbers.Uniform(Shape, 0, 1);
            case TargetForm.Counts:
                return numbers.Classes(Shape.Size, 5).Reshape(Shape);
            case TargetForm.OneHot:
                return InputNumbers.OneHot(numbers.Classes(Samples, Width), Width);
            case TargetForm.Distributions:
                return numbers.Distributions(Samples, Width);
            case TargetForm.LogProbabilities:
                return numbers.Uniform(Shape, -6, -0.01);
            default:
                var indices = numbers.Classes(Samples * Options.Space.Size, Width);
                for (var i = 0; i < indices.Count && Options.IgnoreIndex is not null; i += 3)
                {
                    indices[i] = Options.IgnoreIndex.Value;
                }

                return indices.Reshape(new Shape([Samples, .. Options.Space]));
        }
    }

    private static string NameOf(
        LossKind kind, PredictionForm predictions, TargetForm targets, Reduction reduction, int samples, int width, LossOptions options, double spread)
    {
        var name = kind switch
        {
            LossKind.MeanSquaredError => "mse",
            LossKind.MeanAbsoluteError => "l1",
            LossKind.Huber => "huber",
            LossKind.SmoothL1 => "smooth_l1",
            LossKind.LogCosh => "log_cosh",
            LossKind.BinaryCrossentropy => "bce",
            LossKind.CategoricalCrossentropy => "cce",
            LossKind.NegativeLogLikelihood => "nll",
            LossKind.BinaryFocal => "binary_focal",
            LossKind.CategoricalFocal => "categorical_focal",
            LossKind.Hinge => "hinge",
            LossKind.CategoricalHinge => "multi_margin",
            LossKind.KLDivergence => "kl_div",
            LossKind.Poisson => "poisson",
            _ => "cosine",
        };
        var form = predictions == PredictionForm.Logits ? "-logits" : "";
        var far = spread == 4 ? "" : $"-within-{Text(spread)}";
        return $"{name}{form}-{targets}-{reduction}-{samples}x{width}{options.Suffix}{far}".ToLowerInvariant();
    }
}
