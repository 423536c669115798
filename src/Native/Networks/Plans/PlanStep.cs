using Interop.Native.Layers;
using Interop.Native.Regularizers;

namespace Interop.Native.Networks;

/// <summary>One computation of a plan: reads values, writes one; backwards, reads that one's gradient and writes the others'.</summary>
/// <param name="name">The name of the node it belongs to, for errors.</param>
/// <param name="inputs">The values it reads.</param>
/// <param name="output">The value it writes.</param>
internal abstract class PlanStep(string name, PlanValue[] inputs, PlanValue output)
{
    /// <summary>The name of the node it belongs to.</summary>
    public string Name { get; } = name;

    /// <summary>The values it reads.</summary>
    public PlanValue[] Inputs { get; } = inputs;

    /// <summary>The value it writes.</summary>
    public PlanValue Output { get; } = output;

    /// <summary>Its position among the forward steps.</summary>
    public int Index { get; set; }

    /// <summary>A penalty on the output, whose derivative joins the output's gradient; null for none.</summary>
    public Regularizer? ActivityRegularizer { get; set; }

    /// <summary>Whether the backward pass runs it: it has trainable parameters or an input that needs a gradient.</summary>
    public bool RunsBackward { get; set; }

    /// <summary>Where it writes the gradient of each input; null where none is needed. Set once the plan's gradients are known.</summary>
    public PlanGradient?[] InputGradients { get; set; } = new PlanGradient?[inputs.Length];

    /// <summary>The parameters it computes with.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Where each trainable parameter's gradient is written.</summary>
    public Dictionary<Parameter, PlanGradient> ParameterGradients { get; } = [];

    /// <summary>Kept from the forward to the backward pass.</summary>
    public PlanBlock? Saved { get; set; }

    /// <summary>Lost after each call.</summary>
    public PlanBlock? Scratch { get; set; }

    /// <summary>Whether <see cref="Backward"/> reads the inputs.</summary>
    public abstract bool BackwardNeedsInput { get; }

    /// <summary>Whether <see cref="Backward"/> reads the output.</summary>
    public abstract bool BackwardNeedsOutput { get; }

    /// <summary>Computes the output.</summary>
    /// <param name="plan">The plan, with the current batch.</param>
    public abstract void Forward(Plan plan);

    /// <summary>Computes the gradients of inputs and parameters from the output's.</summary>
    /// <param name="plan">The plan, with the current batch.</param>
    public abstract void Backward(Plan plan);

    /// <summary>Adds contributions to the inputs' gradients that have several.</summary>
    /// <param name="plan">The plan, with the current batch.</param>
    protected void SettleInputGradients(Plan plan)
    {
        foreach (var gradient in InputGradients)
        {
            gradient?.Settle(plan);
        }
    }

    /// <summary>Adds contributions to the gradients of inputs and parameters that have several.</summary>
    /// <param name="plan">The plan, with the current batch.</param>
    protected void SettleGradients(Plan plan)
    {
        SettleInputGradients(plan);
        foreach (var gradient in ParameterGradients.Values)
        {
            gradient.Settle(plan);
        }
    }
}
