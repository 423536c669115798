namespace Interop.MLNetExtensions.MLNet;

/// <summary>The names of the columns that trainers' transformers add, ML.NET's own.</summary>
internal static class OutputNames
{
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";
}
