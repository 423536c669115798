namespace Interop.Native.Training;

/// <summary>What a network learnt from a number of samples.</summary>
/// <param name="Size">The number of training samples.</param>
/// <param name="Training">Its figures on these, as in use: <c>loss</c> and those of the metrics.</param>
/// <param name="Validation">Its figures on the validation samples.</param>
public sealed record LearningCurvePoint(int Size, IReadOnlyDictionary<string, double> Training, IReadOnlyDictionary<string, double> Validation);
