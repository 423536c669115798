namespace Interop.Native.Training;

/// <summary>How far a training is, reported after each batch and each epoch.</summary>
/// <param name="Epoch">The running epoch, counted from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">The batches done in this epoch.</param>
/// <param name="Batches">The batches of an epoch; 0 where a stream cannot tell.</param>
/// <param name="Loss">The mean training loss of this epoch so far.</param>
/// <param name="EpochLog">The epoch's figures once it is finished; null before.</param>
/// <param name="Elapsed">The time since training began.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, EpochLog? EpochLog, TimeSpan Elapsed);
