using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.Native.Training;

/// <content>What happens to the gradients: clipping and the optimizer's update, parameter by parameter.</content>
public sealed partial class TrainingSession
{
    /// <summary>Limits the gradients of all parameters that are not frozen, as the optimizer's <see cref="Optimizer.Clipping"/> does before each step.</summary>
    /// <param name="clipping">The limit.</param>
    /// <returns>The norm that all gradients together had before, PyTorch's <c>clip_grad_norm_</c>; 0 for limits that need none.</returns>
    public double ClipGradients(GradientClipping clipping)
    {
        ArgumentNullException.ThrowIfNull(clipping);
        double sum = 0;
        foreach (var step in _parameters)
        {
            sum = step.IsFrozen ? sum : clipping.Add(sum, step.Gradient.Span(_plan), _plan.Workers);
        }

        var norm = clipping.Norm(sum);
        foreach (var step in _parameters)
        {
            if (!step.IsFrozen)
            {
                clipping.Clip(step.Gradient.Span(_plan), norm, _plan.Workers);
            }
        }

        return norm;
    }

    /// <summary>Updates the parameters by their gradients.</summary>
    public void Step()
    {
        var optimizer = State.Optimizer;
        if (optimizer.Clipping is not null)
        {
            ClipGradients(optimizer.Clipping);
        }

        State.Step++;
        foreach (var step in _parameters)
        {
            if (step.IsFrozen)
            {
                continue;
            }

            step.State.Step++;
            optimizer.Advance(step.State.Scalars, step.State.Step);
            var update = new ParameterUpdate(
                step.Parameter.Storage,
                step.Gradient.Span(_plan),
                step.State,
                optimizer.LearningRate * (step.Group?.LearningRateFactor ?? 1f),
                step.Group?.WeightDecay ?? optimizer.WeightDecay,
                _plan.Workers);
            optimizer.Update(update);
            step.Parameter.Constraint?.Apply(step.Parameter);
            step.Parameter.MarkChanged();
        }
    }

    // In the network's order, which the sums of gradient clipping follow.
    private ParameterStep[] ParameterSteps()
    {
        var groups = State.Optimizer.Groups;
        var named = Network.NamedParameters.Where(pair => _plan.ParameterGradients.ContainsKey(pair.Parameter)).ToArray();
        for (var i = 0; i < groups.Count; i++)
        {
            if (!named.Any(pair => groups[i].Contains(pair.Name)))
            {
                throw new NetworkException(
                    $"Parameter group {i} of the optimizer contains none of the network's parameters: {string.Join(", ", named.Select(pair => pair.Name))}.");
            }
        }

        return
        [
            .. named.Select(pair => new ParameterStep(
                pair.Parameter,
                _plan.ParameterGradients[pair.Parameter],
                State[pair.Parameter],
                groups.FirstOrDefault(group => group.Contains(pair.Name)))),
        ];
    }

    private sealed record ParameterStep(Parameter Parameter, PlanGradient Gradient, ParameterState State, ParameterGroup? Group)
    {
        public bool IsFrozen => Parameter.IsFrozen || Group is { IsFrozen: true };
    }
}
