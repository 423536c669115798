using Interop.Native.Kernels;
using Interop.Native.Layers;

namespace Interop.Native.Optimizers;

/// <summary>One step's update of a parameter, given the gradient piece by piece, from any number of threads at once.</summary>
/// <param name="optimizer">The rule.</param>
/// <param name="parameter">The parameter.</param>
/// <param name="state">What the optimizer remembers of it.</param>
internal sealed class WeightUpdate(Optimizer optimizer, Parameter parameter, ParameterState state)
{
    /// <summary>η for the parameter at this step.</summary>
    public float LearningRate { get; set; }

    /// <summary>λ for the parameter at this step.</summary>
    public float WeightDecay { get; set; }

    /// <summary>Updates a run of the elements.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="workers">The threads of the plan.</param>
    public void Apply(int start, Span<float> gradient, WorkerPool workers) =>
        optimizer.Update(new ParameterUpdate(parameter.Storage.Slice(start, gradient.Length), gradient, state, LearningRate, WeightDecay, workers, start));
}
