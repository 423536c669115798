namespace Interop.Native.Training;

/// <summary>What a training did, epoch by epoch.</summary>
public sealed class History
{
    private readonly List<EpochLog> _epochs = [];

    /// <summary>One entry for each finished epoch.</summary>
    public IReadOnlyList<EpochLog> Epochs => _epochs;

    /// <summary>Whether the training was cancelled before its last epoch.</summary>
    public bool WasCancelled { get; internal set; }

    /// <summary>Why a callback ended the training before its last epoch; null where none did, or gave no reason.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>A figure over the epochs, as Keras' <c>history.history["loss"]</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such figure.</exception>
    public IReadOnlyList<double> this[string name]
    {
        get
        {
            if (_epochs.Count > 0 && !_epochs[0].Values.ContainsKey(name))
            {
                throw new ArgumentException($"The training has no figure '{name}'; there are {string.Join(", ", _epochs[0].Values.Keys)}.", nameof(name));
            }

            return [.. _epochs.Select(epoch => epoch.Values[name])];
        }
    }

    /// <summary>The file of the checkpoint with which the training went on; null where it began anew.</summary>
    public string? ResumedFrom { get; internal set; }

    internal void Add(EpochLog epoch) => _epochs.Add(epoch);
}
