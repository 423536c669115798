using System.Globalization;
using Interop.Native.Training;

namespace Interop.Parity.MainJob;

/// <summary>Passes a training's progress on as a part that is done and a few words; in words each epoch once, or each batch.</summary>
/// <param name="tell">Told the part from 0 to 1, and the words.</param>
/// <param name="eachBatch">Whether batches are told too, as a live bar wants.</param>
internal sealed class TrainingLines(Action<double, string> tell, bool eachBatch) : IProgress<TrainingProgress>
{
    private string _words = "";

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.EpochLog is { } log)
        {
            _words = string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {value.Epoch,2} of {value.Epochs}: loss {log.Values["loss"]:0.0000}, accuracy {log.Values["accuracy"]:0.0000}, " +
                $"validation loss {log.Values["val_loss"]:0.0000}, accuracy {log.Values["val_accuracy"]:0.0000}");
        }
        else if (!eachBatch)
        {
            return;
        }

        tell((value.Epoch - 1 + ((double)value.Batch / value.Batches)) / value.Epochs, _words);
    }
}
