namespace Interop.Native.Training;

/// <summary>
/// Ends a training at the first batch whose loss is NaN or infinite, before that batch spoils the parameters, and says where it began: in
/// which step, in which layer, in its parameters or its output. Keras' <c>TerminateOnNaN</c>.
/// </summary>
public sealed class StopOnNaN : Callback
{
    /// <summary>The step at which it happened, counted from 1; 0 where it did not.</summary>
    public long Step { get; private set; }

    /// <summary>The first value that was not finite; null where only the loss was not, or all was well.</summary>
    public NonFiniteValue? Origin { get; private set; }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => (Step, Origin) = (0, null);

    /// <inheritdoc/>
    public override void OnLossNotFinite(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        Step = run.Step + 1;
        Origin = run.FindNonFinite();
        var where = Origin is null ? "every layer's output is finite, so it arose in the loss" : Origin.ToString();
        const string advice = "The parameters are those before this step; try a lower learning rate, gradient clipping, or scaled inputs.";
        run.StopNow(FormattableString.Invariant($"the loss is {loss} in step {Step} (epoch {run.Epoch}): {where}. {advice}"));
    }
}
