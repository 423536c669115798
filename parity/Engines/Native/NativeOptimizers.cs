using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Optimizers;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs optimizer cases on the engine.</summary>
internal static class NativeOptimizers
{
    /// <summary>Values and state after the checkpoints.</summary>
    public static NamedTensors Run(OptimizerCase parityCase)
    {
        var inputs = parityCase.Inputs;
        var layer = new ScriptedGradients([.. OptimizerCase.Shapes.Select((_, i) => inputs.Floats($"parameter.{i}"))]);
        var network = new Sequential(layer);
        network.Build([1]);
        network.Compile(Create(parityCase.Options), new ScriptedSlope());
        var session = network.StartTraining(batchSize: 1);
        var outputs = new NamedTensors();
        for (var step = 1; step <= parityCase.Checkpoints[^1]; step++)
        {
            layer.Gradients = [.. OptimizerCase.Shapes.Select((_, i) => inputs.Floats(OptimizerCase.GradientName(i, step)))];
            session.RunBatch();
            if (parityCase.Checkpoints.Contains(step))
            {
                Add(outputs, network, layer, step);
            }
        }

        return outputs;
    }

    /// <summary>The engine's optimizer of some options.</summary>
    public static Optimizer Create(OptimizerOptions options) => options.Kind switch
    {
        OptimizerKind.SGD => new SGD(options.LearningRate, options.Momentum, options.Dampening, options.WeightDecay, options.Nesterov),
        OptimizerKind.Adam => new Adam(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.Amsgrad),
        OptimizerKind.AdamW => new AdamW(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.Amsgrad),
        OptimizerKind.Adamax => new Adamax(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.NAdam => new NAdam(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, options.MomentumDecay),
        OptimizerKind.RAdam => new RAdam(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.Adagrad => new Adagrad(options.LearningRate, options.LearningRateDecay, options.WeightDecay, options.InitialAccumulator, options.Epsilon),
        OptimizerKind.Adadelta => new Adadelta(options.LearningRate, options.Smoothing, options.Epsilon, options.WeightDecay),
        _ => new RMSprop(options.LearningRate, options.Smoothing, options.Epsilon, options.WeightDecay, options.Momentum, options.Centered),
    };

    private static void Add(NamedTensors outputs, Network network, ScriptedGradients layer, int step)
    {
        var state = network.OptimizerState;
        for (var i = 0; i < layer.Parameters.Count; i++)
        {
            var parameter = layer.Parameters[i];
            outputs.Add($"{step}.{i}.value", parameter.Read());
            for (var slot = 0; slot < state.Optimizer.SlotNames.Count; slot++)
            {
                outputs.Add($"{step}.{i}.{state.Optimizer.SlotNames[slot]}", parameter.ReadLike(state.Slot(parameter, slot)));
            }

            // TorchSharp's SGD and Adadelta do not count their steps.
            if (state.Optimizer is not (SGD or Adadelta))
            {
                outputs.Add($"{step}.{i}.step", state.Step);
            }
        }
    }
}
