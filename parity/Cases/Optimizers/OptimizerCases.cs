using static Interop.Parity.Cases.Optimizers.OptimizerKind;

namespace Interop.Parity.Cases.Optimizers;

/// <summary>Every optimizer with each option by itself, and some together.</summary>
internal static class OptimizerCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        var sgd = new OptimizerOptions(SGD, 0.05f);
        var adam = new OptimizerOptions(Adam, 1e-3f);
        var adamW = new OptimizerOptions(AdamW, 1e-3f) { WeightDecay = 0.01f };
        var adamax = new OptimizerOptions(Adamax, 2e-3f);
        var nadam = new OptimizerOptions(NAdam, 2e-3f);
        var radam = new OptimizerOptions(RAdam, 1e-3f);
        var adagrad = new OptimizerOptions(Adagrad, 0.01f);
        var adadelta = new OptimizerOptions(Adadelta, 1);
        var rmsprop = new OptimizerOptions(RMSprop, 0.01f);
        OptimizerCase[] cases =
        [
            new("plain", sgd),
            new("weight-decay", sgd with { WeightDecay = 0.01f }),
            new("momentum", sgd with { Momentum = 0.9 }),
            new("momentum-dampening", sgd with { Momentum = 0.9, Dampening = 0.3 }),
            new("momentum-weight-decay", sgd with { Momentum = 0.9, WeightDecay = 0.01f }),
            new("nesterov", sgd with { Momentum = 0.9, Nesterov = true }),
            new("nesterov-weight-decay", sgd with { Momentum = 0.8, Nesterov = true, WeightDecay = 0.001f }),
            new("plain", adam),
            new("fast", adam with { LearningRate = 0.05f }),
            new("betas", adam with { LearningRate = 0.01f, Beta1 = 0.8, Beta2 = 0.99 }),
            new("epsilon", adam with { LearningRate = 0.01f, Epsilon = 1e-3 }),
            new("weight-decay", adam with { LearningRate = 0.01f, WeightDecay = 0.01f }),
            new("amsgrad", adam with { LearningRate = 0.01f, Amsgrad = true }),
            new("plain", adamW),
            new("strong-decay", adamW with { LearningRate = 0.01f, WeightDecay = 0.1f }),
            new("amsgrad", adamW with { LearningRate = 0.01f, Amsgrad = true }),
            new("plain", adamax),
            new("weight-decay", adamax with { LearningRate = 0.01f, WeightDecay = 0.01f }),
            new("plain", nadam),
            new("momentum-decay", nadam with { LearningRate = 0.01f, MomentumDecay = 0.02 }),
            new("weight-decay", nadam with { LearningRate = 0.01f, WeightDecay = 0.01f }),
            new("plain", radam),
            new("betas-weight-decay", radam with { LearningRate = 0.01f, Beta1 = 0.8, Beta2 = 0.99, WeightDecay = 0.01f }),
            new("plain", adagrad),
            new("decay-accumulator", adagrad with { LearningRate = 0.1f, LearningRateDecay = 0.01, InitialAccumulator = 0.1f }),
            new("weight-decay", adagrad with { WeightDecay = 0.01f }),
            new("plain", adadelta),
            new("rho-weight-decay", adadelta with { LearningRate = 0.5f, Smoothing = 0.95, WeightDecay = 0.01f }),
            new("plain", rmsprop),
            new("alpha", rmsprop with { Smoothing = 0.9 }),
            new("momentum", rmsprop with { LearningRate = 1e-3f, Momentum = 0.9 }),
            new("centered", rmsprop with { LearningRate = 1e-3f, Centered = true }),
            new("centered-momentum-weight-decay", rmsprop with { LearningRate = 1e-3f, Centered = true, Momentum = 0.9, WeightDecay = 0.01f }),
            new("slow", sgd with { LearningRate = 1e-4f, Momentum = 0.9 }),
            new("momentum-dampening-weight-decay", sgd with { Momentum = 0.95, Dampening = 0.5, WeightDecay = 0.02f }),
            new("slow", adam with { LearningRate = 1e-5f }),
            new("amsgrad-weight-decay", adam with { LearningRate = 0.02f, Amsgrad = true, WeightDecay = 0.05f }),
            new("betas-epsilon", adamW with { LearningRate = 0.01f, Beta1 = 0.85, Beta2 = 0.98, Epsilon = 1e-4 }),
            new("betas-epsilon", adamax with { LearningRate = 0.01f, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-5 }),
            new("betas-epsilon", nadam with { LearningRate = 0.01f, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-4 }),
            new("epsilon", radam with { LearningRate = 0.02f, Epsilon = 1e-4 }),
            new("epsilon", adagrad with { LearningRate = 0.05f, Epsilon = 1e-3 }),
            new("decay-accumulator-weight-decay", adagrad with { LearningRate = 0.1f, LearningRateDecay = 0.001, InitialAccumulator = 1f, WeightDecay = 0.02f }),
            new("epsilon", adadelta with { LearningRate = 0.3f, Epsilon = 1e-3 }),
            new("epsilon-weight-decay", rmsprop with { LearningRate = 1e-3f, Epsilon = 1e-3, WeightDecay = 0.02f }),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 200 + (ulong)i });
    }
}
