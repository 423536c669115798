namespace Interop.Native.Training;

/// <summary>
/// Writes event files that TensorBoard shows (<c>tensorboard --logdir DIR</c>), as Keras' callback of the name: figures of each epoch as
/// <c>epoch_loss</c>, <c>epoch_accuracy</c>, …, those of training in the folder <c>train</c>, those of validation in <c>validation</c>, so that
/// the curves lie over each other; and the learning rate.
/// </summary>
public sealed class TensorBoard : Callback
{
    private const string ValidationPrefix = "val_";

    private readonly ReportedWrites _writes = new("Figures for TensorBoard");
    private readonly int _updateFrequency;
    private EventFile? _train;
    private EventFile? _validation;

    /// <summary>Names the folder.</summary>
    /// <param name="folder">Where to; made if it is not there. Give each training one of its own.</param>
    /// <param name="updateFrequency">The loss of every so many steps is written as <c>batch_loss</c>; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is negative.</exception>
    public TensorBoard(string folder, int updateFrequency = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(updateFrequency);
        Folder = folder;
        _updateFrequency = updateFrequency;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Hears of figures that cannot be written, and the training goes on; null, unless set, for an error that ends the training.</summary>
    public Action<string>? Report { get; init; }

    /// <inheritdoc/>
    public override bool ReadsGradients => false;

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public override void OnTrainBegin(TrainingRun run)
    {
        _train = EventFile.Create(Path.Combine(Folder, "train"));
        _validation = null;
        _writes.Begin();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written to, and nobody hears of it by <see cref="Report"/>.</exception>
    public override void OnBatchEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_updateFrequency > 0 && run.Step % _updateFrequency == 0)
        {
            WriteLoss(run.Step, loss);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written to, and nobody hears of it by <see cref="Report"/>.</exception>
    public override void OnEpochEnd(TrainingRun run, EpochLog log)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);
        var isValidation = log.Values.ToLookup(pair => pair.Key.StartsWith(ValidationPrefix, StringComparison.Ordinal));

        // Keras counts epochs from 0 here.
        var step = log.Epoch - 1;
        _writes.Try(
            () =>
            {
                _train!.Write(
                    step,
                    [
                        .. isValidation[false].Select(pair => (Tag(pair.Key), pair.Value)),
                        ("epoch_learning_rate", run.Optimizer.LearningRate),
                    ]);
                if (isValidation[true].Any())
                {
                    _validation ??= EventFile.Create(Path.Combine(Folder, "validation"));
                    _validation.Write(step, [.. isValidation[true].Select(pair => (Tag(pair.Key[ValidationPrefix.Length..]), pair.Value))]);
                }
            },
            Report);
    }

    // Apart from OnBatchEnd, which allocates nothing where no losses of batches are written.
    private void WriteLoss(long step, double loss) => _writes.Try(() => _train!.Write(step, [("batch_loss", loss)]), Report);

    private static string Tag(string name) => $"epoch_{name}";
}
