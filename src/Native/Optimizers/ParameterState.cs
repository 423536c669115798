using Interop.Native.Tensors;

namespace Interop.Native.Optimizers;

/// <summary>What an optimizer remembers of one parameter: how often it was updated, its scalars and its slots.</summary>
public sealed class ParameterState
{
    private readonly AlignedMemory[] _slots;
    private readonly double[] _scalars;

    internal ParameterState(Optimizer optimizer, int count)
    {
        _slots = new AlignedMemory[optimizer.SlotNames.Count];
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            _slots[slot] = new AlignedMemory(count);
            _slots[slot].Span.Fill(optimizer.InitialSlotValue(slot));
        }

        _scalars = new double[optimizer.ScalarNames.Count];
        for (var scalar = 0; scalar < _scalars.Length; scalar++)
        {
            _scalars[scalar] = optimizer.InitialScalar(scalar);
        }
    }

    /// <summary>
    /// t, the number of updates of this parameter, PyTorch's <c>step</c>. A parameter that was frozen for a while has had fewer than others.
    /// </summary>
    public long Step { get; set; }

    /// <summary>One number for the whole parameter under each of <see cref="Optimizer.ScalarNames"/>.</summary>
    public Span<double> Scalars => _scalars;

    /// <summary>One number for each element, in the order of <see cref="Layers.Parameter.Storage"/>.</summary>
    /// <param name="slot">The position in <see cref="Optimizer.SlotNames"/>.</param>
    public Span<float> Slot(int slot) => _slots[slot].Span;
}
