using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Gelu; before operator set 20 its formula, with Erf or Tanh, in the form that runtimes know how to fuse.</summary>
internal sealed class GELUExporter : OnnxActivationExporter<GELU>
{
    /// <inheritdoc/>
    protected override string Export(GELU function, OnnxNodeContext context)
    {
        if (context.Opset >= 20)
        {
            return context.Node("Gelu", [context.Input], OnnxAttributeValue.Text("approximate", function.Approximate ? "tanh" : "none"));
        }

        return function.Approximate ? ExportTanh(context) : ExportErf(context);
    }

    // x·(1 + erf(x/√2))·½.
    private static string ExportErf(OnnxNodeContext context)
    {
        var scaled = context.Step("Div", "Div", [context.Input, context.Constant("sqrt2", [], 1.41421356f)]);
        var erf = context.Step("Erf", "Erf", [scaled]);
        var sum = context.Step("Add", "Add", [erf, context.Constant("one", [], 1f)]);
        var product = context.Step("Mul", "Mul", [context.Input, sum]);
        return context.Node("Mul", [product, context.Constant("half", [], 0.5f)]);
    }

    // x·½·(1 + tanh(√(2/π)·(x + 0.044715 x³))).
    private static string ExportTanh(OnnxNodeContext context)
    {
        var cube = context.Step("Pow", "Pow", [context.Input, context.Constant("three", [], 3f)]);
        var cubic = context.Step("Cubic", "Mul", [cube, context.Constant("cubic", [], 0.044715f)]);
        var inner = context.Step("Inner", "Add", [context.Input, cubic]);
        var scaled = context.Step("Scaled", "Mul", [inner, context.Constant("linear", [], 0.7978845608028654f)]);
        var tanh = context.Step("Tanh", "Tanh", [scaled]);
        var sum = context.Step("Add", "Add", [tanh, context.Constant("one", [], 1f)]);
        var product = context.Step("Mul", "Mul", [context.Input, sum]);
        return context.Node("Mul", [product, context.Constant("half", [], 0.5f)]);
    }
}
