namespace Interop.Native.Networks;

/// <summary>Neighbouring steps that run for some samples of the batch after the other.</summary>
/// <param name="First">The index of the first step.</param>
/// <param name="End">That behind the last.</param>
/// <param name="Samples">How many samples run at a time.</param>
internal readonly record struct PlanStage(int First, int End, int Samples);
