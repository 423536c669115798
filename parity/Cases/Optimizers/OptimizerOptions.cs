namespace Interop.Parity.Cases.Optimizers;

/// <summary>An optimizer with its options, PyTorch's names and meanings; each optimizer reads those it has.</summary>
internal sealed record OptimizerOptions(OptimizerKind Kind, float LearningRate)
{
    /// <summary>The momentum of SGD and RMSprop.</summary>
    public double Momentum { get; init; }

    /// <summary>SGD's dampening.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether SGD looks ahead.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The L2 penalty added to the gradient; AdamW's is taken from the weights instead.</summary>
    public float WeightDecay { get; init; }

    /// <summary>The decay of the mean, of Adam and its kin.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean square, of Adam and its kin.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε; the optimizer's own default unless it is said.</summary>
    public double Epsilon { get; init; } = Kind switch
    {
        OptimizerKind.Adagrad => 1e-10,
        OptimizerKind.Adadelta => 1e-6,
        _ => 1e-8,
    };

    /// <summary>Whether Adam and AdamW keep the largest mean square.</summary>
    public bool Amsgrad { get; init; }

    /// <summary>The decay of RMSprop's (α) and Adadelta's (ρ) mean square.</summary>
    public double Smoothing { get; init; } = Kind == OptimizerKind.Adadelta ? 0.9 : 0.99;

    /// <summary>Whether RMSprop takes the variance instead of the mean square.</summary>
    public bool Centered { get; init; }

    /// <summary>How fast Adagrad's learning rate falls.</summary>
    public double LearningRateDecay { get; init; }

    /// <summary>What Adagrad's sums begin with.</summary>
    public float InitialAccumulator { get; init; }

    /// <summary>How fast NAdam's momentum approaches β₁.</summary>
    public double MomentumDecay { get; init; } = 4e-3;

    /// <summary>The options by name: those the optimizer has.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        (string Name, FormattableString Value)[] own = Kind switch
        {
            OptimizerKind.SGD => [("momentum", $"{Momentum}"), ("dampening", $"{Dampening}"), ("nesterov", $"{Nesterov}")],
            OptimizerKind.Adam or OptimizerKind.AdamW => [.. Betas, ("amsgrad", $"{Amsgrad}")],
            OptimizerKind.NAdam => [.. Betas, ("momentum decay", $"{MomentumDecay}")],
            OptimizerKind.Adagrad =>
                [("learning rate decay", $"{LearningRateDecay}"), ("initial accumulator", $"{InitialAccumulator}"), ("epsilon", $"{Epsilon}")],
            OptimizerKind.Adadelta => [("rho", $"{Smoothing}"), ("epsilon", $"{Epsilon}")],
            OptimizerKind.RMSprop =>
                [("alpha", $"{Smoothing}"), ("epsilon", $"{Epsilon}"), ("momentum", $"{Momentum}"), ("centered", $"{Centered}")],
            _ => Betas,
        };
        (string Name, FormattableString Value)[] all =
            [("optimizer", $"{Kind}"), ("learning rate", $"{LearningRate}"), .. own, ("weight decay", $"{WeightDecay}")];
        return all.Select(option => (option.Name, FormattableString.Invariant(option.Value)));
    }

    private (string Name, FormattableString Value)[] Betas => [("betas", $"{Beta1}, {Beta2}"), ("epsilon", $"{Epsilon}")];
}
