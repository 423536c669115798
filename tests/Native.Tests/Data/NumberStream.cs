using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Data;

/// <summary>A stream of samples whose feature is their position and whose target is its double.</summary>
internal sealed class NumberStream(int samples, int features = 1) : StreamingDataset
{
    public int? FailsAt { get; init; }

    public bool KnowsCount { get; init; } = true;

    /// <summary>Called before each sample, on the thread that reads.</summary>
    public Action<int>? Before { get; init; }

    public int OpenReaders { get; private set; }

    public override long? Count => KnowsCount ? samples : null;

    public override IReadOnlyList<Shape> InputShapes => [[features]];

    public override IReadOnlyList<Shape> TargetShapes => [[1]];

    public override SampleReader OpenReader()
    {
        OpenReaders++;
        return new Reader(this, samples);
    }

    private sealed class Reader(NumberStream stream, int samples) : SampleReader
    {
        private int _next;

        public override bool Read(IBatch sample)
        {
            if (_next == samples)
            {
                return false;
            }

            stream.Before?.Invoke(_next);
            if (_next == stream.FailsAt)
            {
                throw new InvalidDataException($"sample {_next} is damaged");
            }

            sample.Input(0).Fill(_next);
            sample.Target(0)[0] = 2 * _next;
            _next++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            stream.OpenReaders--;
            base.Dispose(disposing);
        }
    }
}
