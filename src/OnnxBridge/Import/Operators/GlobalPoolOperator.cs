using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Pooling over all of space: a global pooling layer, and where the axes of one element are kept a Reshape behind it.</summary>
/// <param name="operation">The operator.</param>
/// <param name="isMaximum">Whether the maximum is taken, or the mean.</param>
/// <param name="flattens">Whether a Flatten behind it belongs to it.</param>
internal sealed class GlobalPoolOperator(string operation, bool isMaximum, bool flattens = false) : OperatorImporter(operation)
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node) => Import(node, isMaximum, !flattens);

    /// <summary>The pooling of a node's input.</summary>
    public static ImportedValue Import(ImportedNode node, bool isMaximum, bool keepsAxes)
    {
        var input = node.Symbol();
        var spatial = input.Shape.Rank - 1;
        if (spatial is < 1 or > 3)
        {
            throw node.Error($"pools samples of shape {input.Shape}; one to three axes of space can be imported");
        }

        var pooled = node.Call(name => Create(spatial, isMaximum, name));
        return keepsAxes ? ReshapeOperator.To(node, pooled.Symbol, new Shape([input.Shape[0], .. Enumerable.Repeat(1, spatial)])) : pooled;
    }

    private static Layer Create(int spatial, bool isMaximum, string name) => (spatial, isMaximum) switch
    {
        (1, false) => new GlobalAveragePooling1D(name),
        (2, false) => new GlobalAveragePooling2D(name),
        (_, false) => new GlobalAveragePooling3D(name),
        (1, true) => new GlobalMaxPooling1D(name),
        (2, true) => new GlobalMaxPooling2D(name),
        (_, true) => new GlobalMaxPooling3D(name),
    };
}
