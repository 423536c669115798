using Interop.Native.Initializers;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>PRelu with one slope, or one for each channel.</summary>
internal sealed class PReluOperator() : OperatorImporter("PRelu")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var slopes = node.Tensor(1);
        var sample = node.Symbol().Shape;
        var perChannel = slopes.Count != 1 || slopes.Shape.Rank > 1 || sample.Rank == 0;
        if (perChannel && (sample.Rank == 0 || slopes.Count != sample[0] || slopes.Shape.Rank != sample.Rank || slopes.Shape[0] != slopes.Count))
        {
            throw node.Error($"has slopes of shape {slopes.Shape} for samples of shape {sample}; one, or one for each channel, can be imported");
        }

        return node.CallShared(
            1,
            name => new PReLU(perChannel, Constant.Zeros, name),
            layer => layer.Weight!.Write(slopes.Reshape(slopes.Count)));
    }
}
