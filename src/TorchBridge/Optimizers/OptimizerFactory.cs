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

            var other = group.Options.FirstOrDefault(option => option.Key is not ("lr" or "initial_lr" or "weight_decay") && options.GetValueOrDefault(option.Key) != option.Value);
            if (other.Key is not null)
            {
                throw new TorchStateException($"The saved groups differ in '{other.Key}'; the engine's groups may differ in learning rate and weight decay only.");
            }
        }

        double Option(string name) => options.TryGetValue(name, out var value)
            ? value
            : throw new TorchStateException($"The saved optimizer has no option '{name}', which {kind} has; it has {Listing.Of([.. options.Keys])}. Is it of another kind?");

        var rate = (float)Option("lr");
        var decay = (float)Option("weight_decay");
        var groups = Groups(state, names);
        return kind.ToLowerInvariant() switch
        {
            "adadelta" => new Adadelta(rate, Option("rho"), Option("eps"), decay) { Groups = groups },
            "adagrad" => new Adagrad(rate, Option("lr_decay"), decay, Option("initial_accumulator_value"), Option("eps")) { Groups = groups },
            "adam" => new Adam(rate, Option("beta1"), Option("beta2"), Option("eps"), decay, Option("amsgrad") != 0) { Groups = groups },
            "adamw" => new AdamW(rate, Option("beta1"), Option("beta2"), Option("eps"), decay, Option("amsgrad") != 0) { Groups = groups },
            "adamax" => new Adamax(rate, Option("beta1"), Option("beta2"), Option("eps"), decay) { Groups = groups },
            "nadam" => new NAdam(rate, Option("beta1"), Option("beta2"), Option("eps"), decay, Option("momentum_decay")) { Groups = groups },
            "radam" => new RAdam(rate, Option("beta1"), Option("beta2"), Option("eps"), decay) { Groups = groups },
            "rmsprop" => new RMSprop(rate, Option("alpha"), Option("eps"), decay, Option("momentum"), Option("centered") != 0) { Groups = groups },
            "sgd" => new SGD(rate, Option("momentum"), Option("dampening"), decay, Option("nesterov") != 0, Option("momentum") != 0 ? MomentumConvention.PyTorch : null) { Groups = groups },
            _ => throw new TorchStateException($"The state of '{kind}' cannot be taken over; known are {string.Join(", ", OptimizerNames.All)}."),
        };
    }

    private static IReadOnlyList<ParameterGroup> Groups(TorchOptimizerState state, IReadOnlyList<string>? names)
    {
        var first = state.Groups[0].Options;
        if (state.Groups.All(group => group.Options["lr"] == first["lr"] && group.Options["weight_decay"] == first["weight_decay"]))
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
                    LearningRateFactor = first["lr"] == 0 ? 1f : (float)(group.Options["lr"] / first["lr"]),
                    WeightDecay = (float)group.Options["weight_decay"],
                };
            }),
        ];
    }
}
