using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Softplus, around it β·x and 1/β where β is not 1, and x itself beyond the threshold where float32 could tell the difference.</summary>
internal sealed class SoftplusExporter : OnnxActivationExporter<Softplus>
{
    // ln(1 + eˣ) − x = ln(1 + e⁻ˣ) is less than half of float32's last place of x from here on.
    private const float LinearFrom = 16f;

    /// <inheritdoc/>
    protected override string Export(Softplus function, OnnxNodeContext context)
    {
        var input = context.Input;
        var usesBeta = function.Beta != 1;
        var beta = usesBeta ? context.Constant("beta", [], function.Beta) : "";
        var scaled = usesBeta ? context.Step("Scaled", "Mul", [input, beta]) : input;
        if (function.Threshold >= LinearFrom)
        {
            return usesBeta ? context.Node("Div", [context.Step("Softplus", "Softplus", [scaled]), beta]) : context.Node("Softplus", [scaled]);
        }

        var curved = context.Step("Softplus", "Softplus", [scaled]);
        curved = usesBeta ? context.Step("Div", "Div", [curved, beta]) : curved;
        var isLinear = context.Step("Greater", "Greater", [scaled, context.Constant("threshold", [], function.Threshold)]);
        return context.Node("Where", [isLinear, input, curved]);
    }
}
