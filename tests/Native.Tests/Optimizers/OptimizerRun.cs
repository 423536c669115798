using Interop.Native.Kernels;
using Interop.Native.Optimizers;

namespace Interop.Native.Tests.Optimizers;

/// <summary>An optimizer at work on one parameter, without a network around it.</summary>
internal sealed class OptimizerRun
{
    private readonly WorkerPool _workers;

    public OptimizerRun(Optimizer optimizer, float[] values, int threads = 1)
    {
        Optimizer = optimizer;
        Values = values;
        State = new ParameterState(optimizer, values.Length);
        _workers = WorkerPool.Get(threads);
    }

    public Optimizer Optimizer { get; }

    public float[] Values { get; }

    public ParameterState State { get; }

    /// <summary>One step by a copy of the gradient.</summary>
    public void Step(ReadOnlySpan<float> gradient) => Step(gradient, [(0, Values.Length)]);

    /// <summary>One step, run of elements by run of elements.</summary>
    public void Step(ReadOnlySpan<float> gradient, ReadOnlySpan<(int Start, int Length)> runs)
    {
        State.Step++;
        Optimizer.Advance(State.Scalars, State.Step);
        var update = new ParameterUpdate(Values, gradient.ToArray(), State, Optimizer.LearningRate, Optimizer.WeightDecay, _workers);
        foreach (var (start, length) in runs)
        {
            Optimizer.Update(update.Slice(start, length));
        }
    }

    /// <summary>Everything the optimizer changed, for comparisons bit for bit.</summary>
    public int[] Bits()
    {
        var bits = new List<int>(Values.Select(BitConverter.SingleToInt32Bits));
        for (var slot = 0; slot < Optimizer.SlotNames.Count; slot++)
        {
            bits.AddRange(State.Slot(slot).ToArray().Select(BitConverter.SingleToInt32Bits));
        }

        return [.. bits];
    }
}
