using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.MLNetExtensions.Rows;

/// <summary>Rows read anew in each epoch: in memory are only the shuffle buffer and the batches read ahead.</summary>
/// <param name="rows">The complete rows.</param>
/// <param name="inputShape">The shape of one sample.</param>
/// <param name="form">How targets are given to the loss.</param>
/// <param name="weights">How much rows weigh.</param>
/// <param name="scale">What is applied to targets on the way.</param>
/// <param name="isTaken">Which rows are taken, by their number; null for all.</param>
/// <param name="count">The number of rows that are taken.</param>
internal sealed class StreamedRows(
    TrainingRows rows, Shape inputShape, TargetForm form, RowWeights weights, TargetScale scale, Func<long, bool>? isTaken, long count) : StreamingDataset
{
    /// <inheritdoc/>
    public override long? Count => count;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes => [inputShape];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> TargetShapes => [form.Shape];

    /// <inheritdoc/>
    public override bool HasSampleWeights => weights.AreUsed;

    /// <inheritdoc/>
    public override SampleReader OpenReader() => new Reader(this);

    private bool Takes(long row) => isTaken is null || isTaken(row);

    private void Write(TrainingRowReader row, IBatch sample)
    {
        row.CopyFeatures(sample.Input(0));
        var target = sample.Target(0);
        form.Write(row.Targets, target);
        scale.Apply(target);
        if (weights.AreUsed)
        {
            sample.SampleWeights[0] = weights.Of(row.Weight, row.Targets);
        }
    }

    private sealed class Reader(StreamedRows owner) : SampleReader
    {
        private readonly TrainingRowReader _row = owner.Rows.Open();
        private long _number = -1;

        public override bool Read(IBatch sample)
        {
            while (_row.MoveNext())
            {
                _number++;
                if (owner.Takes(_number))
                {
                    owner.Write(_row, sample);
                    return true;
                }
            }

            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _row.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private TrainingRows Rows => rows;
}
