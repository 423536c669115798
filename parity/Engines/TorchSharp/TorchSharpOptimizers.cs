using Interop.Parity.Cases;
using Interop.Parity.Cases.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using OptimizerOptions = Interop.Parity.Cases.Optimizers.OptimizerOptions;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs optimizer cases on TorchSharp.</summary>
internal static class TorchSharpOptimizers
{
    /// <summary>Values and state after the checkpoints.</summary>
    public static NamedTensors Run(OptimizerCase parityCase)
    {
        var inputs = parityCase.Inputs;
        Parameter[] parameters = [.. OptimizerCase.Shapes.Select((_, i) => torch.nn.Parameter(inputs.Torch($"parameter.{i}")))];
        using var optimizer = Create(parityCase.Options, parameters);
        var outputs = new NamedTensors();
        for (var step = 1; step <= parityCase.Checkpoints[^1]; step++)
        {
            optimizer.zero_grad();
            for (var i = 0; i < parameters.Length; i++)
            {
                // The derivative of Σ w·g with respect to w is g, exactly.
                (parameters[i] * inputs.Torch(OptimizerCase.GradientName(i, step))).sum().backward();
            }

            optimizer.step();
            if (parityCase.Checkpoints.Contains(step))
            {
                Add(outputs, optimizer, parityCase.Options, parameters, step);
            }
        }

        return outputs;
    }

    /// <summary>TorchSharp's optimizer of some options.</summary>
    public static OptimizerHelper Create(OptimizerOptions options, IEnumerable<Parameter> parameters) => options.Kind switch
    {
        OptimizerKind.SGD => torch.optim.SGD(parameters, options.LearningRate, options.Momentum, options.Dampening, options.WeightDecay, options.Nesterov),
        OptimizerKind.Adam => torch.optim.Adam(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.Amsgrad),
        OptimizerKind.AdamW => torch.optim.AdamW(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.Amsgrad),
        OptimizerKind.Adamax => torch.optim.Adamax(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.NAdam => torch.optim.NAdam(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.MomentumDecay),
        OptimizerKind.RAdam => torch.optim.RAdam(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.Adagrad => torch.optim.Adagrad(
            parameters, options.LearningRate, options.LearningRateDecay, options.WeightDecay, options.InitialAccumulator, options.Epsilon),
        OptimizerKind.Adadelta => torch.optim.Adadelta(parameters, options.LearningRate, options.Smoothing, options.Epsilon, options.WeightDecay),
        _ => torch.optim.RMSProp(
            parameters, options.LearningRate, options.Smoothing, options.Epsilon, options.WeightDecay, options.Momentum, options.Centered),
    };

    private static void Add(NamedTensors outputs, OptimizerHelper optimizer, OptimizerOptions options, Parameter[] parameters, int step)
    {
        var states = optimizer.state_dict().State;
        for (var i = 0; i < parameters.Length; i++)
        {
            outputs.Add($"{step}.{i}.value", parameters[i]);
            var (slots, count) = Remembered(states[i], options);
            foreach (var (name, tensor) in slots)
            {
                if (tensor is not null)
                {
                    outputs.Add($"{step}.{i}.{name}", tensor);
                }
            }

            if (count is { } steps)
            {
                outputs.Add($"{step}.{i}.step", steps);
            }
        }
    }

    private static ((string Name, torch.Tensor? Tensor)[] Slots, long? Steps) Remembered(OptimizerState state, OptimizerOptions options) => state switch
    {
        SGD.State sgd => ([("momentum_buffer", sgd.momentum_buffer)], null),
        Adam.State adam => ([("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq), ("max_exp_avg_sq", adam.max_exp_avg_sq)], adam.step),
        AdamW.State adam => ([("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq), ("max_exp_avg_sq", adam.max_exp_avg_sq)], adam.step),
        Adamax.State adamax => ([("exp_avg", adamax.exp_avg), ("exp_inf", adamax.exp_inf)], adamax.step),
        NAdam.State nadam => ([("exp_avg", nadam.exp_avg), ("exp_avg_sq", nadam.exp_avg_sq)], nadam.step),
        RAdam.State radam => ([("exp_avg", radam.exp_avg), ("exp_avg_sq", radam.exp_avg_sq)], radam.step),
        Adagrad.State adagrad => ([("sum", adagrad.sum)], adagrad.step),
        Adadelta.State adadelta => ([("square_avg", adadelta.square_avg), ("acc_delta", adadelta.acc_delta)], null),

        // RMSprop has all three whether it uses them or not.
        RMSProp.State rmsprop => (
            [
                ("square_avg", rmsprop.square_avg),
                ("grad_avg", options.Centered ? rmsprop.grad_avg : null),
                ("momentum_buffer", options.Momentum > 0 ? rmsprop.momentum_buffer : null),
            ],
            rmsprop.step),
        _ => throw new NotSupportedException($"There is no reading of {state.GetType()}."),
    };
}
