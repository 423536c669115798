using Interop.Native.Optimizers;

namespace Interop.TorchBridge.Optimizers;

/// <summary>Makes optimizers of saved options.</summary>
internal static class OptimizerFactory
{
    /// <summary>The optimizer of a kind with a state's options.</summary>
    public static Optimizer Create(TorchOptimizerState state, string? kind, IReadOnlyList<string>? names)
    {
        if (state.Groups.Count == 0)
        {
            throw new TorchStateException("The saved optimizer has no parameter group, so it has no options.");
        }

        if (kind is null)
        {
            throw new TorchStateException("The file does not tell which optimizer it belongs to: PyTorch's Adam and AdamW look alike. Name it: CreateOptimizer(\"adam\").");
        }

        var options = state.Groups[0].Options;
        foreach (var group in state.Groups)
        {
            if (group.Options.GetValueOrDefault("maximize") != 0)
            {
                throw new TorchStateException("The saved optimizer maximizes; the engine's minimize. Negate the loss and make the optimizer by hand.");
            }

            var other = group.Options.FirstOrDefault(option => option.Key is not ("lr" or "initial_lr" or "weight_decay") && !options.GetValueOrDefault(option.Key).Equals(option.Value));
            if (other.Key is not null)
            {
                throw new TorchStateException($"The saved groups differ in '{other.Key}'; the engine's groups may differ in learning rate and weight decay only.");
            }
        }

        double Option(string name) => options.TryGetValue(name, out var value)
            ? value
            : throw new TorchStateException($"The saved optimizer has no option '{name}', which {kind} has; it has {Listing.Of([.. options.Keys])}. Is it of another kind?");

        try
        {
            return Create(kind, Option, Groups(state, names));
        }
        catch (ArgumentException error)
        {
            throw new TorchStateException($"The saved options are none that {kind} can have: {error.Message}", error);
        }
    }

    private static Optimizer Create(string kind, Func<string, double> option, IReadOnlyList<ParameterGroup> groups)
    {
        var rate = (float)option("lr");
        var decay = (float)option("weight_decay");
        return kind.ToLowerInvariant() switch
        {
            "adadelta" => new Adadelta(rate, option("rho"), option("eps"), decay) { Groups = groups },
            "adagrad" => new Adagrad(rate, option("lr_decay"), decay, option("initial_accumulator_value"), option("eps")) { Groups = groups },
            "adam" => new Adam(rate, option("beta1"), option("beta2"), option("eps"), decay, option("amsgrad") != 0) { Groups = groups },
            "adamw" => new AdamW(rate, option("beta1"), option("beta2"), option("eps"), decay, option("amsgrad") != 0) { Groups = groups },
            "adamax" => new Adamax(rate, option("beta1"), option("beta2"), option("eps"), decay) { Groups = groups },
            "nadam" => new NAdam(rate, option("beta1"), option("beta2"), option("eps"), decay, option("momentum_decay")) { Groups = groups },
            "radam" => new RAdam(rate, option("beta1"), option("beta2"), option("eps"), decay) { Groups = groups },
            "rmsprop" => new RMSprop(rate, option("alpha"), option("eps"), decay, option("momentum"), option("centered") != 0) { Groups = groups },
            "sgd" => new SGD(rate, option("momentum"), option("dampening"), decay, option("nesterov") != 0, option("momentum") != 0 ? MomentumConvention.PyTorch : null) { Groups = groups },
            _ => throw new TorchStateException($"The state of '{kind}' cannot be taken over; known are {string.Join(", ", OptimizerNames.All)}."),
        };
    }

    private static IReadOnlyList<ParameterGroup> Groups(TorchOptimizerState state, IReadOnlyList<string>? names)
    {
        var rate = Of(state.Groups[0], "lr");
        if (state.Groups.All(group => Of(group, "lr").Equals(rate) && Of(group, "weight_decay").Equals(Of(state.Groups[0], "weight_decay"))))
        {
            return [];
        }

        if (names is null || names.Count != state.Parameters.Count || state.Groups.Sum(group => group.Parameters.Count) != state.Parameters.Count)
        {
            throw new TorchStateException(
                $"The saved optimizer has {state.Groups.Count} groups that differ in learning rate or weight decay. Give the names of its {state.Parameters.Count} parameters in their order"
                + (state.Groups.Any(group => group.Parameters.Count == 0) ? "; TorchSharp's files do not tell which parameters a group has, so make that optimizer by hand." : "."));
        }

        return
        [
            .. state.Groups.Where(group => group.Parameters.Count > 0).Select(group =>
            {
                var members = group.Parameters.Select(parameter => names[parameter]).ToHashSet();
                return new ParameterGroup(members.Contains)
                {
                    LearningRateFactor = rate == 0 ? 1f : (float)(Of(group, "lr") / rate),
                    WeightDecay = (float)Of(group, "weight_decay"),
                };
            }),
        ];
    }

    // A group whose options lack one is refused where the optimizer is made.
    private static double Of(TorchParameterGroup group, string option) => group.Options.GetValueOrDefault(option);
}
