using Interop.Native.Training;

/// <summary>Says when a step has been taken and its checkpoint comes next, so that who kills the program can choose when.</summary>
internal sealed class StepLines : Callback
{
    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss) => Console.WriteLine("step");
}
