using Interop.MLNetExtensions.MLNet.Transformers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Cursors;

/// <summary>Scores one row at a time, once for all columns that are read of it.</summary>
internal sealed class SingleRowScores : RowScores
{
    private readonly DataViewRow _row;
    private readonly ValueGetter<VBuffer<float>> _readFeatures;
    private VBuffer<float> _features;
    private long _position = long.MinValue;

    /// <summary>Makes the scores of a row.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="row">The row, which may move.</param>
    /// <param name="features">Its column of features.</param>
    public SingleRowScores(NetworkScorer scorer, DataViewRow row, DataViewSchema.Column features)
        : base(scorer.CreateBuffer(1))
    {
        _row = row;
        _readFeatures = row.GetGetter<VBuffer<float>>(features);
    }

    // The row moves without a word, so its position is looked at each time.
    /// <inheritdoc/>
    protected override void Score()
    {
        if (_row.Position != _position)
        {
            _readFeatures(ref _features);
            Buffer.Write(0, _features);
            Buffer.Evaluate(1);
            _position = _row.Position;
        }
    }
}
