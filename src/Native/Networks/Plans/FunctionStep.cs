using Interop.Native.Activations;

namespace Interop.Native.Networks;

/// <summary>Applies an activation function, in place where the plan gave input and output the same block.</summary>
/// <param name="name">The name of the node.</param>
/// <param name="function">The function.</param>
/// <param name="input">The value it reads.</param>
/// <param name="output">The value it writes.</param>
internal sealed class FunctionStep(string name, ActivationFunction function, PlanValue input, PlanValue output) : PlanStep(name, [input], output)
{
    private AxisView _view;
    private int _viewedBatch;

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = function;

    /// <summary>Whether the layer before applies the function itself, so that only the backward pass is left to do.</summary>
    public bool IsFused { get; set; }

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => Function.BackwardNeedsInput;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => Function.BackwardNeedsOutput;

    /// <inheritdoc/>
    public override void Forward(Plan plan)
    {
        if (!IsFused)
        {
            Function.Forward(Inputs[0].Span(plan), Output.Span(plan), View(plan));
        }
    }

    /// <inheritdoc/>
    public override void Backward(Plan plan)
    {
        Function.Backward(
            BackwardNeedsInput ? Inputs[0].Span(plan) : default,
            BackwardNeedsOutput ? Output.Span(plan) : default,
            Output.Gradient!.Span(plan),
            InputGradients[0]!.Span(plan),
            View(plan));
        SettleInputGradients(plan);
    }

    // Made anew only when the batch changes, so that a step in steady state allocates nothing.
    private AxisView View(Plan plan)
    {
        if (_viewedBatch != plan.BatchSize)
        {
            _view = AxisView.Along(plan.BatchSize, Output.Shape, Output.Layout, Function.Axis) with { Workers = plan.Workers };
            _viewedBatch = plan.BatchSize;
        }

        return _view;
    }
}
