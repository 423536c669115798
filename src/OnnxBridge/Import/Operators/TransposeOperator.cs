using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Transpose of a constant matrix, as exporters write a Dense layer's weight.</summary>
internal sealed class TransposeOperator() : OperatorImporter("Transpose", "perm")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var constant = node.Constant(0);
        if (constant.Floats is null || constant.Dimensions.Length != 2)
        {
            throw node.Error("turns a constant that is no matrix of floats");
        }

        if (node.Integers("perm") is { } axes && axes is not [1, 0])
        {
            return axes is [0, 1] ? constant : throw node.Error($"has perm [{string.Join(", ", axes.Take(8))}] for a matrix");
        }

        node.Constants.Take(constant.Count, "Transpose");
        var turned = DenseWeight.Transposed(node.Tensor(0));
        return new ImportedConstant(constant.Name, [.. turned.Shape], turned.ToArray());
    }
}
