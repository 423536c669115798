using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>HardSigmoid with the slope of the form: ⅙ or 0.2.</summary>
internal sealed class HardSigmoidExporter : OnnxActivationExporter<HardSigmoid>
{
    /// <inheritdoc/>
    protected override string Export(HardSigmoid function, OnnxNodeContext context) => context.Node(
        "HardSigmoid",
        [context.Input],
        OnnxAttributeValue.Number("alpha", function.Form == HardSigmoidForm.PyTorch ? 1f / 6f : 0.2f),
        OnnxAttributeValue.Number("beta", 0.5f));
}
