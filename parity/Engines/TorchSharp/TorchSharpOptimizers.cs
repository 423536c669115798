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
                Add(outputs, optimizer, parameters, step);
            }
        }

        return outputs;
    }

    /// <summary>TorchSharp's optimizer of some options.</summary>
    public static OptimizerHelper Create(OptimizerOptions options, IEnumerable<Parameter> parameters) => options.Kind switch
    {
        OptimizerKind.SGD => torch.optim.SGD(parameters, options.LearningRate, options.Momentum, options.Dampening, options.WeightDecay, options.Nesterov),
        _ => torch.optim.Adam(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
    };

    private static void Add(NamedTensors outputs, OptimizerHelper optimizer, Parameter[] parameters, int step)
    {
        var states = optimizer.state_dict().State;
        for (var i = 0; i < parameters.Length; i++)
        {
            outputs.Add($"{step}.{i}.value", parameters[i]);
            switch (states[i])
            {
                case SGD.State { momentum_buffer: { } buffer }:
                    outputs.Add($"{step}.{i}.momentum_buffer", buffer);
                    break;
                case Adam.State adam:
                    outputs.Add($"{step}.{i}.exp_avg", adam.exp_avg);
                    outputs.Add($"{step}.{i}.exp_avg_sq", adam.exp_avg_sq);
                    outputs.Add($"{step}.{i}.step", adam.step);
                    break;
            }
        }
    }
}
