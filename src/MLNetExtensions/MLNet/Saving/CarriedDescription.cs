namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>What a saved model tells of its network beside the network itself.</summary>
/// <param name="Task">What it predicts; null where its outputs are just a vector.</param>
/// <param name="Reading">How its outputs are read.</param>
/// <param name="Threshold">The probability above which a label is a yes.</param>
/// <param name="FeatureColumnName">The column that it reads.</param>
/// <param name="FeatureDimensions">The dimensions of that column.</param>
/// <param name="OutputColumnName">The column of its first output.</param>
/// <param name="OutputNames">The names of several numbers or labels; null where they have none, and in models saved before names were.</param>
internal sealed record CarriedDescription(
    LearningTask? Task, Scoring.ScoreReading Reading, float Threshold, string FeatureColumnName, int[] FeatureDimensions, string OutputColumnName, string[]? OutputNames = null);
