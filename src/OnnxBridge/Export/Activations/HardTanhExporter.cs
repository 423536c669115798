using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Clip between the bounds; one that is infinite is left out.</summary>
internal sealed class HardTanhExporter : OnnxActivationExporter<HardTanh>
{
    /// <inheritdoc/>
    protected override string Export(HardTanh function, OnnxNodeContext context)
    {
        var lower = float.IsFinite(function.Lower) ? context.Constant("min", [], function.Lower) : "";
        string[] upper = float.IsFinite(function.Upper) ? [context.Constant("max", [], function.Upper)] : [];
        return context.Node("Clip", [context.Input, lower, .. upper]);
    }
}
