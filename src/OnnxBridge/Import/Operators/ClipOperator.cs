using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Clip from 0 on is ReLU, between 0 and 6 ReLU6, between other bounds HardTanh.</summary>
internal sealed class ClipOperator() : OperatorImporter("Clip", "max", "min")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var least = node.Has(1) ? node.Floats(1).FirstOrDefault() : node.Number("min", float.MinValue);
        var most = node.Has(2) ? node.Floats(2).FirstOrDefault() : node.Number("max", float.MaxValue);
        ActivationFunction function = (least, most) switch
        {
            (0f, 6f) => new ReLU6(),
            (0f, >= float.MaxValue) => new ReLU(),
            _ => new HardTanh(least <= float.MinValue ? float.NegativeInfinity : least, most >= float.MaxValue ? float.PositiveInfinity : most),
        };
        return node.Call(name => new Activation(function, name));
    }
}
