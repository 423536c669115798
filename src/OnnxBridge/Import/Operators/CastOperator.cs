using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Cast of whole numbers to whole numbers, and of floats to floats, changes nothing here.</summary>
internal sealed class CastOperator() : OperatorImporter("Cast", "to")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var type = (DataType)node.Integer("to", 0);
        var isFloat = type is DataType.Float or DataType.Double;
        var isWhole = type is DataType.Int64 or DataType.Int32;
        return node.Value() switch
        {
            ImportedSymbol value when isFloat => value,
            ImportedConstant { Floats: not null } value when isFloat => value,
            ImportedConstant { Integers: not null } value when isWhole => value,
            _ => throw node.Error($"turns what it takes into {type}; floats can be imported as Float or Double, constant whole numbers as Int64 or Int32"),
        };
    }
}
