using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>What an optimizer sees of one parameter at one step.</summary>
public readonly ref struct ParameterUpdate
{
    private readonly ReadOnlySpan<float[]> _slots;

    internal ParameterUpdate(Span<float> values, Span<float> gradients, ReadOnlySpan<float[]> slots, long step, float learningRate, WorkerPool workers)
    {
        Values = values;
        Gradients = gradients;
        _slots = slots;
        Step = step;
        LearningRate = learningRate;
        Workers = workers;
    }

    /// <summary>w, the values to update in place.</summary>
    public Span<float> Values { get; }

    /// <summary>g, the gradient of the loss; the optimizer may overwrite it.</summary>
    public Span<float> Gradients { get; }

    /// <summary>t, the number of this step, counted from 1.</summary>
    public long Step { get; }

    /// <summary>η for this parameter at this step.</summary>
    public float LearningRate { get; }

    internal WorkerPool Workers { get; }

    /// <summary>What is remembered under a name of <see cref="Optimizer.SlotNames"/>; as long as the values.</summary>
    /// <param name="index">The name's position.</param>
    public Span<float> Slot(int index) => _slots[index].AsSpan(0, Values.Length);
}
