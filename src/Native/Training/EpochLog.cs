namespace Interop.Native.Training;

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Values">Figures by name: <c>loss</c>, <c>accuracy</c>, with <c>val_</c> before those of the validation data.</param>
/// <param name="Elapsed">The time since training began.</param>
public sealed record EpochLog(int Epoch, IReadOnlyDictionary<string, double> Values, TimeSpan Elapsed);
