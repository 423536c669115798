using Interop.Native.Training;

namespace Interop.Cli.Training;

/// <summary>Ends a training after the running step once Ctrl-C was pressed.</summary>
/// <param name="interrupt">Ctrl-C.</param>
internal sealed class StopOnInterrupt(Interrupt interrupt) : Callback
{
    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        if (interrupt.IsRequested)
        {
            run.StopNow("stopped by Ctrl-C");
        }
    }
}
