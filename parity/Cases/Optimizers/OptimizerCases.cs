namespace Interop.Parity.Cases.Optimizers;

/// <summary>SGD and Adam, each option by itself and together.</summary>
internal static class OptimizerCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        var sgd = new OptimizerOptions(OptimizerKind.SGD, 0.05f);
        var adam = new OptimizerOptions(OptimizerKind.Adam, 1e-3f);
        OptimizerCase[] cases =
        [
            new("plain", sgd),
            new("weight-decay", sgd with { WeightDecay = 0.01f }),
            new("momentum", sgd with { Momentum = 0.9f }),
            new("momentum-dampening", sgd with { Momentum = 0.9f, Dampening = 0.3f }),
            new("momentum-weight-decay", sgd with { Momentum = 0.9f, WeightDecay = 0.01f }),
            new("nesterov", sgd with { Momentum = 0.9f, Nesterov = true }),
            new("nesterov-weight-decay", sgd with { Momentum = 0.8f, Nesterov = true, WeightDecay = 0.001f }),
            new("plain", adam),
            new("fast", adam with { LearningRate = 0.05f }),
            new("betas", adam with { LearningRate = 0.01f, Beta1 = 0.8, Beta2 = 0.99 }),
            new("epsilon", adam with { LearningRate = 0.01f, Epsilon = 1e-3 }),
            new("weight-decay", adam with { LearningRate = 0.01f, WeightDecay = 0.01f }),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 200 + (ulong)i });
    }
}
