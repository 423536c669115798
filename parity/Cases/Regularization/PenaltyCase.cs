using Interop.Native.Regularizers;

namespace Interop.Parity.Cases.Regularization;

/// <summary>A penalty on weights and its gradient; some weights are 0. TorchSharp has none: Σ|w| and Σw² in its operations.</summary>
/// <param name="Absolute">λ₁.</param>
/// <param name="Square">λ₂.</param>
/// <param name="Scale">What the sums are multiplied by.</param>
internal sealed record PenaltyCase(double Absolute, double Square, PenaltyScale Scale) : ParityCase("regularization", NameOf(Absolute, Square, Scale))
{
    /// <summary>N, the number of training samples.</summary>
    public const int Samples = 40;

    /// <summary>What the sums are multiplied by, as a number.</summary>
    public double Factor => Scale switch
    {
        PenaltyScale.Sum => 1,
        PenaltyScale.Half => 0.5,
        PenaltyScale.PerSample => 1.0 / Samples,
        _ => 0.5 / Samples,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("kind", "penalty"), ("l1", Text(Absolute)), ("l2", Text(Square)), ("factor", Text(Factor))];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var weights = new InputNumbers(Seed).Uniform([9, 7]);
        for (var i = 0; i < weights.Count; i += 5)
        {
            weights.Span[i] = 0;
        }

        return new NamedTensors { { "weight", weights } };
    }

    private static string NameOf(double absolute, double square, PenaltyScale scale)
    {
        var kind = (absolute, square) switch { ( > 0, > 0) => "l1l2", ( > 0, _) => "l1", _ => "l2" };
        return $"{kind}-{scale}".ToLowerInvariant();
    }
}
