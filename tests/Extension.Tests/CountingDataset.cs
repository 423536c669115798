using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Extension.Tests;

/// <summary>A data set of one's own: image i is all i/100, its target the same.</summary>
internal sealed class CountingDataset(int count) : Dataset
{
    public override int Count => count;

    public override IReadOnlyList<Shape> InputShapes => [[1, 2, 2]];

    public override IReadOnlyList<Shape> TargetShapes => [[1]];

    public override void Read(ReadOnlySpan<int> rows, IBatch batch)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            batch.Input(0).Slice(4 * i, 4).Fill(rows[i] / 100f);
            batch.Target(0)[i] = rows[i] / 100f;
        }
    }
}
