using Interop.Native.Layers;

namespace Interop.Native.Training;

/// <summary>The figure of an epoch that a callback watches, and the error where there is none of its name.</summary>
internal static class WatchedFigure
{
    /// <summary>Refuses a name that no epoch of the training will have, before the first batch is trained.</summary>
    /// <param name="run">The training.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="watcher">The callback's name.</param>
    /// <exception cref="NetworkException">The training will have no such figure; the message lists those it will have.</exception>
    public static void Check(TrainingRun run, string name, string watcher)
    {
        if (run is { FigureNames: { Count: > 0 } names } && !names.Contains(name))
        {
            throw Unknown(name, watcher, names);
        }
    }

    /// <summary>The figure of an epoch.</summary>
    /// <param name="log">The epoch's figures.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="watcher">The callback's name.</param>
    /// <exception cref="NetworkException">The epoch has no such figure; the message lists those it has.</exception>
    public static double Of(EpochLog log, string name, string watcher)
    {
        ArgumentNullException.ThrowIfNull(log);
        return log.Values.TryGetValue(name, out var value) ? value : throw Unknown(name, watcher, log.Values.Keys);
    }

    private static NetworkException Unknown(string name, string watcher, IEnumerable<string> names) => new(
        $"{watcher} watches '{name}', but the epoch has {string.Join(", ", names)}; " +
        "give validationData for figures that begin with val_, and name metrics in Compile.");
}
