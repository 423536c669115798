using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Dropout does nothing at inference; it becomes a layer that drops again when the network is trained further.</summary>
internal sealed class DropoutOperator() : OperatorImporter("Dropout", "ratio", "seed")
{
    // Before, it said by an attribute whether it was in training.
    /// <inheritdoc/>
    public override int OldestOpset => 7;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var rate = node.Has(1) ? node.Floats(1).FirstOrDefault(0.5f) : node.Number("ratio", 0.5f);
        if (node.Has(2) && node.Integers(2).Any(value => value != 0))
        {
            throw node.Error("is written for training");
        }

        return node.Call(name => new Dropout(rate, name: name));
    }
}
