using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Selu with its own constants is the function of that name; with others an ELU and a factor.</summary>
internal sealed class SeluOperator() : OperatorImporter("Selu", "alpha", "gamma")
{
    // Before, the constants left out meant numbers of fewer digits.
    /// <inheritdoc/>
    public override int OldestOpset => 6;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (alpha, gamma) = (node.Number("alpha", SELU.Alpha), node.Number("gamma", SELU.Scale));
        if (alpha == SELU.Alpha && gamma == SELU.Scale)
        {
            return node.Call(name => new Activation(new SELU(), name));
        }

        if (gamma == 0)
        {
            throw node.Error("has gamma 0, which makes it a constant");
        }

        var curve = node.Call(name => new Activation(new ELU(alpha), name));
        return node.Call(name => new Normalization([0], [1 / gamma], name: name), curve.Symbol);
    }
}
