using Interop.MLNetExtensions.Scoring;

namespace Interop.MLNetExtensions.MLNet.Transformers;

/// <summary>The scores of the row at hand, computed when they are first asked for.</summary>
internal abstract class RowScores
{
    /// <summary>Makes the scores of one thread.</summary>
    /// <param name="buffer">Where they are computed.</param>
    protected RowScores(ScoreBuffer buffer) => Buffer = buffer;

    /// <summary>Where the scores are computed.</summary>
    public ScoreBuffer Buffer { get; }

    /// <summary>Whether the scores of the row at hand are in the buffer.</summary>
    protected bool IsScored { get; set; }

    /// <summary>The place of the row at hand in the buffer.</summary>
    protected int Place { get; set; }

    /// <summary>The place of the row at hand in the buffer, whose scores are there on return.</summary>
    public int Evaluate()
    {
        if (!IsScored)
        {
            Score();
        }

        return Place;
    }

    /// <summary>Computes the scores of the row at hand and says where they are.</summary>
    protected abstract void Score();
}
