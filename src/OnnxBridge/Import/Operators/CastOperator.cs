using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Cast of whole numbers to whole numbers, and of floats to floats, changes nothing here.</summary>
internal sealed class CastOperator() : OperatorImporter("Cast", "to")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var isFloat = (TensorProto.Types.DataType)node.Integer("to", 0) is TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Double;
        var isWhole = (TensorProto.Types.DataType)node.Integer("to", 0) is TensorProto.Types.DataType.Int64 or TensorProto.Types.DataType.Int32;
        return node.Value() switch
        {
            ImportedSymbol value when isFloat => value,
            ImportedConstant { Floats: not null } value when isFloat => value,
            ImportedConstant { Integers: not null } value when isWhole => value,
            _ => throw node.Error($"turns floats into whole numbers or the other way round"),
        };
    }
}
