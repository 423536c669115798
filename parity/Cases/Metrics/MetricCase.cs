using Interop.Native.Metrics;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Metrics;

/// <summary>A metric of predictions and targets: its figure, and those of each class where it has them.</summary>
/// <param name="Kind">Which metric.</param>
/// <param name="Form">What it compares.</param>
/// <param name="Samples">N.</param>
/// <param name="Width">Classes, labels or outputs.</param>
/// <param name="Averaging">How the figures of classes become one.</param>
/// <param name="Suffix">What else the case's name says: <c>tied</c>, <c>weighted</c> or nothing.</param>
internal sealed record MetricCase(MetricKind Kind, MetricForm Form, int Samples, int Width, Averaging Averaging = Averaging.Automatic, string Suffix = "")
    : ParityCase("metrics", NameOf(Kind, Form, Samples, Width, Averaging, Suffix))
{
    /// <summary>Whether many predictions are equal.</summary>
    public bool IsTied => Suffix == "tied";

    /// <summary>Whether samples have weights.</summary>
    public bool IsWeighted => Suffix == "weighted";

    /// <summary>The k of a top-k accuracy.</summary>
    public const int K = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("metric", $"{Kind}"),
        ("targets", $"{Form}"),
        ("shape", $"[{Samples}, {Width}]"),
        ("averaging", $"{Averaging}"),
        ("k", Kind == MetricKind.TopK ? Text(K) : "-"),
        ("predictions", IsTied ? "quarters" : "any"),
    ];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        Shape shape = [Samples, Width];
        var inputs = new NamedTensors();
        switch (Form)
        {
            case MetricForm.Classes:
                inputs.Add("predictions", IsTied ? Quarters(numbers, shape) : numbers.Distributions(Samples, Width));
                inputs.Add("targets", numbers.Classes(Samples, Width));
                break;
            case MetricForm.Labels:
                inputs.Add("predictions", IsTied ? Quarters(numbers, shape) : numbers.Uniform(shape, 0.01, 0.99));
                inputs.Add("targets", numbers.Labels(shape));
                break;
            default:
                inputs.Add("predictions", numbers.Uniform(shape, -2, 2));
                inputs.Add("targets", numbers.Uniform(shape, -2, 2));
                break;
        }

        if (IsWeighted)
        {
            inputs.Add("sample_weight", numbers.Uniform([Samples], 0, 2));
        }

        return inputs;
    }

    private static Tensor Quarters(InputNumbers numbers, Shape shape)
    {
        var values = numbers.Classes(shape.Size, 5);
        foreach (ref var value in values.Span)
        {
            value /= 4;
        }

        return values.Reshape(shape);
    }

    private static string NameOf(MetricKind kind, MetricForm form, int samples, int width, Averaging averaging, string suffix)
    {
        var how = averaging == Averaging.Automatic ? "" : $"-{averaging}";
        return $"{kind}-{form}-{Text(samples)}x{Text(width)}{how}{(suffix.Length == 0 ? "" : $"-{suffix}")}".ToLowerInvariant();
    }
}
