namespace Interop.Native.Training.Schedules;

/// <summary>Reads what a schedule saved.</summary>
internal static class ScheduleState
{
    /// <summary>One number of a saved state.</summary>
    /// <exception cref="ArgumentException">It is missing.</exception>
    public static double Require(IReadOnlyDictionary<string, double> state, string name, Callback callback) => state.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException(
            $"The state of a {callback.GetType().Name} has '{name}', but this one has only {string.Join(", ", state.Keys)}; was it saved by another callback?",
            nameof(state));
}
