using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Reshape that leaves the batch alone: nothing, Flatten, or a Reshape layer. Constants are reshaped at once.</summary>
internal sealed class ReshapeOperator() : OperatorImporter("Reshape", "allowzero", "shape")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var target = node.IntegersOf("shape", 1) ?? throw node.Error("lacks its shape");
        var copies = node.Integer("allowzero", 0) == 0;
        if (node.Value() is ImportedConstant constant)
        {
            return ConstantMath.Reshape(node, constant, target, copies);
        }

        return To(node, node.Symbol(), SampleShape(node, node.Symbol().Shape, target, copies));
    }

    /// <summary>The layer that brings samples to a shape.</summary>
    public static ImportedValue To(ImportedNode node, Symbol value, Shape shape)
    {
        var input = value.Shape;
        if (shape == input)
        {
            return new ImportedSymbol(value);
        }

        if (shape.Rank == 0)
        {
            throw node.Error("leaves samples no axis");
        }

        return shape.Rank == 1
            ? node.Call(name => new Flatten(name), value)
            : node.Call(name => new Reshape(shape.Extents, name), value);
    }

    private static Shape SampleShape(ImportedNode node, Shape input, long[] target, bool copies)
    {
        var text = string.Join(", ", target.Take(ConstantPool.MaximumRank).Select(extent => extent == ImportedConstant.Batch ? "batch" : extent.ToString(CultureInfo.InvariantCulture)));
        var keepsBatch = target.Length > 0 && target.Length <= ConstantPool.MaximumRank
            && (target[0] is ImportedConstant.Batch or (-1) || (target[0] == 0 && copies) || target[0] == node.FixedBatch);
        if (!keepsBatch || target.Skip(1).Any(extent => extent == ImportedConstant.Batch || extent < -1))
        {
            throw node.Error($"reshapes to [{text}], which does not leave the batch axis alone");
        }

        var extents = target.Skip(1).Select((extent, i) => extent == 0 && copies && i < input.Rank ? input[i] : extent).ToArray();
        var known = extents.Where(extent => extent != -1).Aggregate(1L, (product, extent) => checked(product * extent));
        var open = extents.Count(extent => extent == -1);
        var fits = target[0] == -1 ? open == 0 && known == input.Size : open <= 1 && known > 0 && (open == 0 ? known == input.Size : input.Size % known == 0);
        return fits
            ? new Shape([.. extents.Select(extent => (int)(extent == -1 ? input.Size / known : extent))])
            : throw node.Error($"reshapes samples of shape {input} to [{text}], which has another number of elements");
    }
}
