using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>A fixed normalization: Sub of the mean and Div by the deviation, each left out where it would change nothing.</summary>
internal sealed class NormalizationExporter : OnnxLayerExporter<Normalization>
{
    /// <inheritdoc/>
    protected override string Export(Normalization layer, OnnxNodeContext context)
    {
        var (mean, deviation) = (layer.Mean!.Read(), layer.Deviation!.Read());
        var subtracts = mean.ToArray().Any(value => value != 0);
        var divides = deviation.ToArray().Any(value => value != 1);
        var shape = ShapeOf(layer, mean.Count, context.OutputShape.Rank);
        var value = context.Input;
        if (subtracts)
        {
            string[] inputs = [value, context.Weight("mean", mean.Reshape(shape), layer.Mean)];
            value = divides ? context.Step("Sub", "Sub", inputs) : context.Node("Sub", inputs);
        }

        return divides ? context.Node("Div", [value, context.Weight("deviation", deviation.Reshape(shape), layer.Deviation)]) : value;
    }

    // The numbers of an axis, shaped so that they spread over the axes behind it.
    private static Shape ShapeOf(Normalization layer, int count, int rank)
    {
        var axis = layer.Axis < 0 ? layer.Axis + rank : layer.Axis - 1;
        return count == 1 ? new Shape([]) : new Shape([count, .. Enumerable.Repeat(1, rank - 1 - axis)]);
    }
}
