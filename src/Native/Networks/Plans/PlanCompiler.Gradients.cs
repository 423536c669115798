using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <content>Decides which gradients are needed, and where each contribution to one is written.</content>
internal sealed partial class PlanCompiler
{
    private void MarkNeededGradients(PlanValue[] inputs)
    {
        foreach (var input in inputs)
        {
            input.NeedsGradient = _options.InputGradients;
        }

        foreach (var step in _steps)
        {
            var hasTrainable = step.Parameters.Any(parameter => parameter.IsTrainable);
            step.RunsBackward = (hasTrainable || step.Inputs.Any(input => input.NeedsGradient)) && !_bypassed.Contains(step);
            step.Output.NeedsGradient = step.RunsBackward;
        }
    }

    private void CreateGradients(PlanValue[] lossValues)
    {
        foreach (var value in lossValues)
        {
            value.Gradient = NewGradient(value);
        }

        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            var step = _steps[i];
            if (!step.RunsBackward)
            {
                continue;
            }

            for (var k = 0; k < step.Inputs.Length; k++)
            {
                if (step.Inputs[k].NeedsGradient)
                {
                    step.InputGradients[k] = ContributionTo(step.Inputs[k], step);
                }
            }

            foreach (var parameter in step.Parameters.Where(parameter => parameter.IsTrainable))
            {
                step.ParameterGradients[parameter] = ContributionTo(parameter, step);
            }
        }
    }

    private PlanGradient ContributionTo(PlanValue value, PlanStep step)
    {
        if (value.Gradient is { } whole)
        {
            return new PlanGradient(NewBlock(SizeOf(value.Shape)), value.Shape.Size, whole);
        }

        // The only reader of a value may turn its own output's gradient into the value's in place.
        var inPlace = value.Consumers.Count == 1 && step is FunctionStep or AliasStep or LayerStep { Layer: RandomFactor } && step.Output.Gradient is not null;
        return value.Gradient = inPlace ? new PlanGradient(step.Output.Gradient!.Block, value.Shape.Size) : NewGradient(value);
    }

    private PlanGradient ContributionTo(Parameter parameter, PlanStep step)
    {
        if (_parameterGradients.TryGetValue(parameter, out var whole))
        {
            whole.CanUpdate = false;
            return new PlanGradient(NewBlock(parameter.Count), null, whole);
        }

        var canUpdate = step is LayerStep { Layer: var layer } && layer.TakesUpdateOf(parameter);
        return _parameterGradients[parameter] = new PlanGradient(NewBlock(parameter.Count), null) { CanUpdate = canUpdate };
    }

    private PlanGradient NewGradient(PlanValue value) => new(NewBlock(SizeOf(value.Shape)), value.Shape.Size);
}
