using System.Runtime.CompilerServices;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// A run of floats in a plan's arena with the times at which it is in use: forward steps count up from 0, the loss follows, then the
/// backward steps. Blocks whose times do not overlap may share memory.
/// </summary>
/// <param name="length">How many floats.</param>
internal sealed class PlanBlock(int length)
{
    private AlignedMemory? _borrowed;
    private int _borrowedStart;

    /// <summary>How many floats.</summary>
    public int Length { get; private set; } = length;

    /// <summary>Whether it holds as many samples as run at a time, of a stage that runs the batch in slices, and not the whole batch.</summary>
    public bool HoldsSlices { get; private set; }

    /// <summary>Where it begins in the arena, once placed.</summary>
    public int Offset { get; set; }

    /// <summary>The first time it is in use.</summary>
    public int FirstUse { get; private set; } = int.MaxValue;

    /// <summary>The last time it is in use.</summary>
    public int LastUse { get; private set; } = -1;

    /// <summary>Makes it hold slices of the batch.</summary>
    /// <param name="length">How many floats the largest needs.</param>
    public void HoldSlices(int length) => (Length, HoldsSlices) = (length, true);

    /// <summary>Marks it as in use at a time.</summary>
    /// <param name="time">The time.</param>
    public void UseAt(int time)
    {
        FirstUse = Math.Min(FirstUse, time);
        LastUse = Math.Max(LastUse, time);
    }

    /// <summary>Takes a tensor's memory for its own, so that a batch is read where it lies; nothing may write to the block until <see cref="GiveBack"/>.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="start">The first element to take; as many follow as the batch needs.</param>
    public void Borrow(Tensor tensor, int start) => (_borrowed, _borrowedStart) = (tensor.Storage, tensor.StorageStart + start);

    /// <summary>Returns to memory of its own.</summary>
    public void GiveBack() => _borrowed = null;

    /// <summary>Its memory.</summary>
    /// <param name="plan">The plan it belongs to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> Span(Plan plan) =>
        _borrowed is null ? plan.Arena.Span.Slice(Offset, Length) : _borrowed.Span[_borrowedStart..];
}
