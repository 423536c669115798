using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>PRelu with one slope, or one for each entry of an axis, which is turned to the front and back where it is not that of the channels.</summary>
internal sealed class PReluOperator() : OperatorImporter("PRelu")
{
    // Before, slopes were spread along axis 1.
    /// <inheritdoc/>
    public override int OldestOpset => 7;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var slopes = node.Tensor(1);
        var value = node.Symbol();
        var sample = value.Shape;
        var axis = BroadcastAxis.Of(node, node.Constant(1), sample);
        if (axis <= 1)
        {
            // A slope for the only channel is told from one for all by its axes.
            var perChannel = axis == 1 || (sample.Rank > 1 && slopes.Shape.Rank == sample.Rank && sample[0] == 1);
            return Call(node, slopes, perChannel, value);
        }

        int[] forth = [axis, .. Enumerable.Range(1, sample.Rank).Where(other => other != axis)];
        int[] back = [.. Enumerable.Range(1, sample.Rank).Select(other => Array.IndexOf(forth, other) + 1)];
        var turned = node.Call(name => new Permute(forth, name), value);
        var sloped = Call(node, slopes, perChannel: true, turned.Symbol);
        return node.Call(name => new Permute(back, name), sloped.Symbol);
    }

    private static ImportedSymbol Call(ImportedNode node, Native.Tensors.Tensor slopes, bool perChannel, Symbol value) => node.CallShared(
        1,
        name => new PReLU(perChannel, Constant.Zeros, name),
        layer => layer.Weight!.Write(slopes.Reshape(slopes.Count)),
        value);
}
