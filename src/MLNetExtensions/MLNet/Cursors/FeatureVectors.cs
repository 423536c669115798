using Interop.MLNetExtensions.Scoring;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Takes features from ML.NET's vectors, dense and sparse ones.</summary>
internal static class FeatureVectors
{
    /// <summary>Writes the features of a row.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="row">Which row.</param>
    /// <param name="features">As many as a row has.</param>
    public static void Write(this ScoreBuffer buffer, int row, in VBuffer<float> features)
    {
        if (features.IsDense)
        {
            buffer.Write(row, features.GetValues());
        }
        else
        {
            buffer.Write(row, features.GetValues(), features.GetIndices());
        }
    }
}
