using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>An operator that is an activation function.</summary>
/// <param name="operation">The operator.</param>
/// <param name="create">Makes the function.</param>
/// <param name="attributes">The attributes that it may have.</param>
internal sealed class FunctionOperator(string operation, Func<ImportedNode, ActivationFunction> create, params string[] attributes)
    : OperatorImporter(operation, attributes)
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var function = create(node);
        return node.Call(name => new Activation(function, name));
    }

    /// <summary>Gelu in the form that its attribute names.</summary>
    public static ActivationFunction GELUOf(ImportedNode node) => node.Text("approximate", "none") switch
    {
        "none" => new GELU(),
        "tanh" => new GELU(approximate: true),
        var form => throw node.Error($"has approximate '{form}'; 'none' and 'tanh' can be imported"),
    };

    /// <summary>The axis of Softmax: one axis from operator set 13 on; before, that and all behind it.</summary>
    public static int SoftmaxAxis(ImportedNode node)
    {
        var rank = node.Symbol().Shape.Rank + 1;
        var given = node.Integer("axis", node.Opset >= 13 ? -1 : 1);
        var axis = node.Axis(given, rank);
        if (axis == 0)
        {
            throw node.Error("works along the batch");
        }

        if (node.Opset < 13 && axis != rank - 1)
        {
            throw node.Error($"works along several axes at once, as Softmax did before operator set 13");
        }

        return (int)given is 1 && node.Opset < 13 ? -1 : (int)given;
    }
}
