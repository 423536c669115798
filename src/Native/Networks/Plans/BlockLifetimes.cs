namespace Interop.Native.Networks;

/// <summary>
/// Decides when each memory block of a plan is in use, so that others may have its memory at other times: forward step i of n runs at time i, the
/// loss at n, backward step i at 2n − i, the optimizer at 2n + 1.
/// </summary>
internal static class BlockLifetimes
{
    /// <summary>Marks the uses of all blocks.</summary>
    /// <param name="steps">The steps in order.</param>
    /// <param name="inputs">What the plan's user writes before the first step.</param>
    /// <param name="outputs">What is read after the forward pass, and until the end.</param>
    /// <param name="lossValues">What the loss reads, and the gradients of which it writes.</param>
    /// <param name="parameterGradients">What the optimizer reads.</param>
    public static void Mark(
        IReadOnlyList<PlanStep> steps,
        IReadOnlyList<PlanValue> inputs,
        IReadOnlyList<PlanValue> outputs,
        IReadOnlyList<PlanValue> lossValues,
        IEnumerable<PlanGradient> parameterGradients)
    {
        var lossTime = steps.Count;
        var endTime = (2 * steps.Count) + 1;
        foreach (var input in inputs)
        {
            input.Block.UseAt(0);
        }

        foreach (var output in outputs.Concat(lossValues))
        {
            output.Block.UseAt(lossTime);
            output.Block.UseAt(endTime);
            output.Gradient?.Block.UseAt(lossTime);
        }

        foreach (var gradient in parameterGradients)
        {
            gradient.Block.UseAt(endTime);
        }

        foreach (var input in inputs)
        {
            input.Gradient?.Block.UseAt(endTime);
        }

        foreach (var step in steps)
        {
            Mark(step, steps.Count);
        }
    }

    private static void Mark(PlanStep step, int stepCount)
    {
        UseAt(step.Index, [.. step.Inputs.Select(input => input.Block), step.Output.Block, step.Saved, step.Scratch]);
        if (step.ActivityRegularizer is not null)
        {
            // Its penalty is part of the cost, where the layer is frozen too.
            step.Output.Block.UseAt(stepCount);
        }

        if (!step.RunsBackward)
        {
            return;
        }

        var time = (2 * stepCount) - step.Index;
        UseAt(time, [step.Output.Gradient!.Block, step.Saved, step.Scratch]);
        foreach (var gradient in step.InputGradients.Concat(step.ParameterGradients.Values))
        {
            UseAt(time, [gradient?.Block, gradient?.AddTo?.Block]);
        }

        if (step.BackwardNeedsInput)
        {
            UseAt(time, [.. step.Inputs.Select(input => input.Block)]);
        }

        if (step.BackwardNeedsOutput || step.ActivityRegularizer is not null)
        {
            UseAt(time, [step.Output.Block]);
        }
    }

    private static void UseAt(int time, PlanBlock?[] blocks)
    {
        foreach (var block in blocks)
        {
            block?.UseAt(time);
        }
    }
}
