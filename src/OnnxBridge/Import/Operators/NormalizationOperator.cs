using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary><c>(x − μ)/σ</c> by constants of one shape: the layer Normalization.</summary>
internal sealed class NormalizationOperator() : OperatorImporter("Normalization")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (mean, deviation) = (node.Floats(1), node.Floats(2));
        var axis = BroadcastAxis.Of(node, node.Constant(1), node.Symbol().Shape);
        node.Constants.Take(3L * mean.Length, node.Operation);
        return node.Call(name => new Normalization(mean, deviation, Math.Max(1, axis), name));
    }
}
