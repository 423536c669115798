using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>HardSwish; before operator set 14 x·HardSigmoid(x) with slope ⅙.</summary>
internal sealed class HardSwishExporter : OnnxActivationExporter<HardSwish>
{
    /// <inheritdoc/>
    protected override string Export(HardSwish function, OnnxNodeContext context)
    {
        if (context.Opset >= 14)
        {
            return context.Node("HardSwish", [context.Input]);
        }

        var gate = context.Step(
            "HardSigmoid", "HardSigmoid", [context.Input], OnnxAttributeValue.Number("alpha", 1f / 6f), OnnxAttributeValue.Number("beta", 0.5f));
        return context.Node("Mul", [context.Input, gate]);
    }
}
