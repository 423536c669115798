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
        CheckGradients();
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
        CheckGradients();
        var optimizer = State.Optimizer;
        if (optimizer.Clipping is not null)
        {
            ClipGradients(optimizer.Clipping);
        }

        State.Step++;
        foreach (var step in _parameters)
        {
            if (!step.IsFrozen)
            {
                Begin(step);
                Update(step);
            }
        }
    }

    /// <summary><see cref="Backward"/> and <see cref="Step"/>, in one pass over large weights where nobody asked to <see cref="KeepGradients"/>.</summary>
    internal void BackwardAndStep()
    {
        if (KeepGradients || State.Optimizer.Clipping is not null || !State.Optimizer.UpdatesRunsAtOnce)
        {
            Backward();
            Step();
            return;
        }

        State.Step++;
        foreach (var step in _parameters)
        {
            if (step.TakesUpdate)
            {
                Begin(step);
                step.Gradient.Update = step.Update;
            }
        }

        try
        {
            Backward();
        }
        catch
        {
            // An update left behind would be applied by whatever computes gradients next.
            foreach (var step in _parameters)
            {
                EndUpdate(step);
            }

            throw;
        }

        foreach (var step in _parameters)
        {
            if (!EndUpdate(step) && !step.IsFrozen)
            {
                Begin(step);
                Update(step);
            }
        }
    }

    /// <summary>Takes an update back from the gradient that it was handed to; false where there was none.</summary>
    private bool EndUpdate(ParameterStep step)
    {
        if (step.Gradient.Update is null)
        {
            return false;
        }

        step.Gradient.Update = null;
        step.Parameter.MarkChanged();
        _gradientsAreUsedUp = true;
        return true;
    }

    private void Begin(ParameterStep step)
    {
        var optimizer = State.Optimizer;
        step.State.Step++;
        optimizer.Advance(step.State.Scalars, step.State.Step);
        step.Update.LearningRate = optimizer.LearningRate * (step.Group?.LearningRateFactor ?? 1f);
        step.Update.WeightDecay = step.Group?.WeightDecay ?? optimizer.WeightDecay;
    }

    private void Update(ParameterStep step)
    {
        step.Update.Apply(0, step.Gradient.Span(_plan), _plan.Workers);
        step.Parameter.Constraint?.Apply(step.Parameter);
        step.Parameter.MarkChanged();
    }

    private void CheckGradients()
    {
        if (_gradientsAreUsedUp)
        {
            throw new InvalidOperationException(
                $"The gradients of the last batch were used up by its update and are not there to be read; set {nameof(KeepGradients)} before {nameof(RunBatch)}, or have the callback that reads them give true for {nameof(Callback.ReadsGradients)}.");
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
                groups.FirstOrDefault(group => group.Contains(pair.Name)))
            {
                Update = new WeightUpdate(State.Optimizer, pair.Parameter, State[pair.Parameter]),
            }),
        ];
    }

    private sealed record ParameterStep(Parameter Parameter, PlanGradient Gradient, ParameterState State, ParameterGroup? Group)
    {
        public required WeightUpdate Update { get; init; }

        public bool IsFrozen => Parameter.IsFrozen || Group is { IsFrozen: true };

        // A penalty's gradient is added, and a constraint applied, to the whole.
        public bool TakesUpdate => Gradient.CanUpdate && !IsFrozen && Parameter is { Regularizer: null, Constraint: null };
    }
}
