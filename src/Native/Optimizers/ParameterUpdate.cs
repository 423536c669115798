using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>What an optimizer sees of one parameter, or of a run of its elements, at one step.</summary>
public readonly ref struct ParameterUpdate
{
    private readonly ParameterState _state;
    private readonly int _start;

    internal ParameterUpdate(
        Span<float> values, Span<float> gradients, ParameterState state, float learningRate, float weightDecay, WorkerPool workers, int start = 0)
    {
        Values = values;
        Gradients = gradients;
        _state = state;
        _start = start;
        LearningRate = learningRate;
        WeightDecay = weightDecay;
        Workers = workers;
    }

    /// <summary>w, the values to update in place.</summary>
    public Span<float> Values { get; }

    /// <summary>g, the gradient of the loss; the optimizer may overwrite it.</summary>
    public Span<float> Gradients { get; }

    /// <summary>t, the number of this parameter's updates, this one included.</summary>
    public long Step => _state.Step;

    /// <summary>η for this parameter at this step.</summary>
    public float LearningRate { get; }

    /// <summary>λ for this parameter.</summary>
    public float WeightDecay { get; }

    /// <summary>What is remembered of the whole parameter under each of <see cref="Optimizer.ScalarNames"/>.</summary>
    public ReadOnlySpan<double> Scalars => _state.Scalars;

    internal WorkerPool Workers { get; }

    /// <summary>What is remembered under a name of <see cref="Optimizer.SlotNames"/>; as long as the values.</summary>
    /// <param name="index">The name's position.</param>
    public Span<float> Slot(int index) => _state.Slot(index).Slice(_start, Values.Length);

    /// <summary>The same update for a run of the elements.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the values.</exception>
    public ParameterUpdate Slice(int start, int length) => new(
        Values.Slice(start, length), Gradients.Slice(start, length), _state, LearningRate, WeightDecay, Workers, _start + start);
}
