namespace Interop.OnnxBridge.Import.Operators;

/// <summary>ConstantOfShape of whole numbers, as exporters lengthen lists.</summary>
internal sealed class ConstantOfShapeOperator() : OperatorImporter("ConstantOfShape", "value")
{
    private const int Most = 1 << 10;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var shape = node.Integers(0);
        var value = node.TensorAttribute("value") is { } tensor ? node.Constants.Read(tensor).Integers : null;
        return shape is [>= 0 and <= Most] && value is [_]
            ? new ImportedConstant("", [(int)shape[0]], [.. Enumerable.Repeat(value[0], (int)shape[0])])
            : throw node.Error($"makes something else than a list of at most {Most} whole numbers");
    }
}
