namespace Interop.Native.Data.Batches;

/// <summary>One row of a <see cref="BatchBuffer"/>, seen as a batch of one.</summary>
/// <param name="buffer">The buffer.</param>
internal sealed class BufferRow(BatchBuffer buffer) : IBatch
{
    /// <summary>Which row.</summary>
    public int Row { get; set; }

    public int Epoch => buffer.Epoch;

    public Span<float> SampleWeights => buffer.WeightRow(Row);

    public Span<float> Input(int index) => buffer.InputRow(index, Row);

    public Span<float> Target(int index) => buffer.TargetRow(index, Row);
}
