using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Constant.</summary>
internal sealed class ConstantOperator() : OperatorImporter("Constant", "value", "value_float", "value_int", "value_ints")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        if (node.TensorAttribute("value") is { } tensor)
        {
            return node.Constants.Read(tensor);
        }

        if (node.Integers("value_ints") is { } list)
        {
            return new ImportedConstant("", [list.Length], list);
        }

        return node.HasAttribute("value_int")
            ? new ImportedConstant("", [], [node.Integer("value_int", 0)])
            : node.HasAttribute("value_float")
                ? new ImportedConstant("", [], [node.Number("value_float", 0)])
                : throw node.Error("has no value that can be imported");
    }
}
