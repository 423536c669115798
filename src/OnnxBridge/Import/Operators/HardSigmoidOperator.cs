using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>HardSigmoid: one of the two lines in use is the function of that name, any other <c>αx + β</c> and its bounds.</summary>
internal sealed class HardSigmoidOperator() : OperatorImporter("HardSigmoid", "alpha", "beta")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (alpha, beta) = (node.Number("alpha", 0.2f), node.Number("beta", 0.5f));
        HardSigmoid? known = (alpha, beta) switch
        {
            (1f / 6f, 0.5f) => new HardSigmoid(),
            (0.2f, 0.5f) => new HardSigmoid(HardSigmoidForm.Keras2),
            _ => null,
        };
        if (known is not null)
        {
            return node.Call(name => new Activation(known, name));
        }

        if (alpha == 0)
        {
            throw node.Error("has alpha 0, which makes it a constant");
        }

        var line = node.Call(name => new Normalization([-beta / alpha], [1 / alpha], name: name));
        return node.Call(name => new Activation(new HardTanh(0, 1), name), line.Symbol);
    }
}
