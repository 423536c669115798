using Interop.Native.Training;

namespace Interop.Extension.Tests;

/// <summary>A callback written outside the engine: ends the training once the loss is small enough.</summary>
public sealed class StopBelow(double limit) : Callback
{
    public int Batches { get; private set; }

    public override void OnBatchEnd(TrainingRun run, double loss) => Batches++;

    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        if (log.Values["loss"] < limit)
        {
            run.Stop();
        }
    }
}
