using Interop.Native.Files;

namespace Interop.Native.Training;

/// <content>Where a training stands, kept in a checkpoint and taken up from one.</content>
internal sealed partial class Fitting
{
    private SafetensorsFile TakeCheckpoint(ComponentRegistry? components, IReadOnlyDictionary<string, string>? metadata)
    {
        var position = _position with
        {
            Epoch = _run!.Epoch,
            StepInEpoch = _run.StepInEpoch,
            IsEpochComplete = _run.IsEpochComplete,
            Step = _run.Step,
            Elapsed = Elapsed,
            StopReason = _run.StopRequested ? _run.History.StopReason ?? string.Empty : null,
            BatchSize = _batchSize,
            SampleCount = _data.SampleCount,
            Shuffles = _shuffle,
            DropsLast = _dropLast,
            Shuffle = _run.IsEpochComplete ? _network.ShuffleGenerator.Save() : _position.Shuffle,
        };
        return CheckpointFormat.Write(_network, position, _run.History.Epochs, _metrics, _callbacks, components, metadata);
    }

    private void Resume(TrainingRun run, TrainingCheckpoint checkpoint)
    {
        _position = checkpoint.Restore(_network, run.History, _metrics, _callbacks);
        _position.RequireSameData(_batchSize, _data.SampleCount, _shuffle, _dropLast);
        (run.Epoch, run.StepInEpoch, run.Step, run.IsEpochComplete) = (_position.Epoch, _position.StepInEpoch, _position.Step, _position.IsEpochComplete);
        if (_position.StopReason is { } reason)
        {
            run.Stop(reason.Length > 0 ? reason : null);
        }
    }
}
