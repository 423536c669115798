using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Parity.Cases;
using Interop.Parity.Cases.BatchNormalization;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs batch normalization cases on the engine.</summary>
internal static class NativeBatchNormalization
{
    /// <summary>Outputs, gradients and statistics at the checkpoints, then the output as in use.</summary>
    public static NamedTensors Run(BatchNormalizationCase parityCase)
    {
        var outputs = new NamedTensors();
        var network = Train(parityCase, outputs);
        outputs.Add("eval.output", network.Predict(parityCase.Inputs.Floats("input.0")));
        return outputs;
    }

    /// <summary>The network after the last batch.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="outputs">Takes the outputs, gradients and statistics at the checkpoints.</param>
    public static Network Train(BatchNormalizationCase parityCase, NamedTensors outputs)
    {
        var inputs = parityCase.Inputs;
        var layer = new BatchNormalization(
            parityCase.Momentum,
            parityCase.Epsilon,
            center: parityCase.IsAffine,
            scale: parityCase.IsAffine,
            trackRunningStatistics: parityCase.KeepsStatistics,
            cumulativeAverage: parityCase.Form == BatchNormalizationForm.Cumulative);
        var network = new Sequential(layer);
        network.Build(parityCase.Sample);
        layer.Weight?.Write(inputs.Floats("weight"));
        layer.Bias?.Write(inputs.Floats("bias"));
        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(parityCase.Samples, inputGradients: true);
        for (var step = 1; step <= parityCase.Checkpoints[^1]; step++)
        {
            var batch = BatchNormalizationCase.BatchOf(step);
            var output = session.Forward(inputs.Floats($"input.{batch}"));
            session.Cost(inputs.Floats($"slope.{batch}"));
            session.Backward();
            if (parityCase.Checkpoints.Contains(step))
            {
                outputs.Add($"{step}.output", output);
                outputs.Add($"{step}.gradient.input", session.InputGradient());
                if (parityCase.IsAffine)
                {
                    outputs.Add($"{step}.gradient.weight", session.Gradient(layer.Weight!));
                    outputs.Add($"{step}.gradient.bias", session.Gradient(layer.Bias!));
                }

                if (parityCase.KeepsStatistics)
                {
                    outputs.Add($"{step}.running_mean", layer.RunningMean!.Read());
                    outputs.Add($"{step}.running_var", layer.RunningVariance!.Read());
                    outputs.Add($"{step}.num_batches_tracked", (long)layer.Parameters[^1].Storage[0]);
                }
            }
        }

        return network;
    }
}
