using Interop.Native.Activations;

namespace Interop.Native.Networks;

/// <summary>Applies an activation function, in place where the plan gave input and output the same block.</summary>
/// <param name="name">The name of the node.</param>
/// <param name="function">The function.</param>
/// <param name="input">The value it reads.</param>
/// <param name="output">The value it writes.</param>
internal sealed class FunctionStep(string name, ActivationFunction function, PlanValue input, PlanValue output) : PlanStep(name, [input], output)
{
    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = function;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => Function.BackwardNeedsInput;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => Function.BackwardNeedsOutput;

    /// <inheritdoc/>
    public override void Forward(Plan plan) => Function.Forward(Inputs[0].Span(plan), Output.Span(plan), View(plan));

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

    private AxisView View(Plan plan) => AxisView.Along(plan.BatchSize, Output.Shape, Output.Layout, Function.Axis);
}
