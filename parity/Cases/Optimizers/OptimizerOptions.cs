namespace Interop.Parity.Cases.Optimizers;

/// <summary>An optimizer with its options, PyTorch's names and meanings.</summary>
internal sealed record OptimizerOptions(OptimizerKind Kind, float LearningRate)
{
    /// <summary>SGD's momentum.</summary>
    public float Momentum { get; init; }

    /// <summary>SGD's dampening.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether SGD looks ahead.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The L2 penalty added to the gradient.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Adam's decay of the mean.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the mean square.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The options by name.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        yield return ("optimizer", $"{Kind}");
        yield return ("learning rate", FormattableString.Invariant($"{LearningRate}"));
        if (Kind == OptimizerKind.SGD)
        {
            yield return ("momentum", FormattableString.Invariant($"{Momentum}"));
            yield return ("dampening", FormattableString.Invariant($"{Dampening}"));
            yield return ("nesterov", Nesterov ? "yes" : "no");
        }
        else
        {
            yield return ("betas", FormattableString.Invariant($"{Beta1}, {Beta2}"));
            yield return ("epsilon", FormattableString.Invariant($"{Epsilon}"));
        }

        yield return ("weight decay", FormattableString.Invariant($"{WeightDecay}"));
    }
}
