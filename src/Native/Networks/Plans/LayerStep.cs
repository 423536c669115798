using Interop.Native.Activations;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>Runs a layer.</summary>
/// <param name="name">The name of the node.</param>
/// <param name="layer">The layer.</param>
/// <param name="inputs">The values it reads.</param>
/// <param name="output">The value it writes.</param>
internal sealed class LayerStep(string name, Layer layer, PlanValue[] inputs, PlanValue output) : PlanStep(name, inputs, output)
{
    private LayerContext? _context;

    /// <summary>The layer.</summary>
    public Layer Layer { get; } = layer;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Layer.Parameters;

    /// <summary>The function that the layer applies to its result itself; null for none.</summary>
    public ActivationFunction? FusedFunction { get; set; }

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => Layer.BackwardNeedsInput;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => Layer.BackwardNeedsOutput;

    /// <summary>Where the layer has a batch normalization folded into it, what keeps its weights up to date.</summary>
    public FoldedLayer? Folded { get; init; }

    /// <inheritdoc/>
    public override void Forward(Plan plan)
    {
        Folded?.Refresh();
        Layer.Forward(Context(plan));
    }

    /// <inheritdoc/>
    public override void Backward(Plan plan)
    {
        Layer.Backward(Context(plan));
        SettleGradients(plan);
    }

    private LayerContext Context(Plan plan) =>
        _context ??= new LayerContext(plan, Inputs, Output, InputGradients, Output.Gradient, ParameterGradients, Saved, Scratch)
        {
            FusedFunction = FusedFunction,
        };
}
