using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Extension.Tests;

/// <summary>A stream of one's own that does not know its length: a line, y = 3x − 1.</summary>
internal sealed class SensorStream(int samples) : StreamingDataset
{
    public override IReadOnlyList<Shape> InputShapes => [[1]];

    public override IReadOnlyList<Shape> TargetShapes => [[1]];

    public override SampleReader OpenReader() => new Sensor(samples);

    private sealed class Sensor(int samples) : SampleReader
    {
        private int _read;

        public override bool Read(IBatch sample)
        {
            if (_read == samples)
            {
                return false;
            }

            var x = (_read++ % 20 / 10f) - 1;
            sample.Input(0)[0] = x;
            sample.Target(0)[0] = (3 * x) - 1;
            return true;
        }
    }
}
