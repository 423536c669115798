using Interop.Native.Layers;

namespace Interop.Native.Optimizers;

/// <summary>What an optimizer remembers of a network between steps: the step count and its slots for each parameter.</summary>
public sealed class OptimizerState
{
    private readonly Dictionary<Parameter, float[][]> _slots = [];

    internal OptimizerState(Optimizer optimizer, IEnumerable<Parameter> parameters)
    {
        Optimizer = optimizer;
        foreach (var parameter in parameters)
        {
            var slots = new float[optimizer.SlotNames.Count][];
            for (var slot = 0; slot < slots.Length; slot++)
            {
                slots[slot] = GC.AllocateUninitializedArray<float>(parameter.Count, pinned: true);
                slots[slot].AsSpan().Fill(optimizer.InitialSlotValue(slot));
            }

            _slots.Add(parameter, slots);
        }
    }

    /// <summary>The rule it belongs to.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of steps taken.</summary>
    public long Step { get; internal set; }

    /// <summary>One slot of one parameter, in the order of <see cref="Parameter.Storage"/>.</summary>
    /// <param name="parameter">A trainable parameter of the network.</param>
    /// <param name="slot">The position in <see cref="Optimizer.SlotNames"/>.</param>
    public Span<float> Slot(Parameter parameter, int slot) => _slots[parameter][slot];

    internal float[][] Slots(Parameter parameter) => _slots[parameter];
}
