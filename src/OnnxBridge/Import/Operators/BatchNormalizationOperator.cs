using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>BatchNormalization with running statistics is the layer of that name. ONNX's momentum weighs the old statistics, the layer's the new.</summary>
internal sealed class BatchNormalizationOperator() : OperatorImporter("BatchNormalization", "epsilon", "momentum", "spatial", "training_mode")
{
    // Before, it said by an attribute whether it was in training.
    /// <inheritdoc/>
    public override int OldestOpset => 7;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        if (node.Integer("training_mode", 0) != 0 || node.Integer("spatial", 1) != 1)
        {
            throw node.Error("is written for training, or not one value for each channel");
        }

        var input = node.Symbol().Shape;
        var parameters = Enumerable.Range(1, 4).Select(node.Tensor).ToArray();
        if (input.Rank == 0 || parameters.Any(parameter => parameter.Shape.Rank != 1 || parameter.Count != input[0]))
        {
            throw node.Error($"has parameters of shape {string.Join(", ", parameters.Select(parameter => parameter.Shape))} for samples of shape {input}");
        }

        // The decimal that was meant: 0.1 where 1 − 0.9f is 0.1000000238.
        var momentum = 1 - (double)node.Number("momentum", 0.9f);
        return node.CallShared(
            1,
            name => new BatchNormalization(Math.Round(momentum, 7), node.Number("epsilon", 1e-5f), name: name),
            layer =>
            {
                layer.Weight!.Write(parameters[0]);
                layer.Bias!.Write(parameters[1]);
                layer.RunningMean!.Write(parameters[2]);
                layer.RunningVariance!.Write(parameters[3]);
            });
    }
}
