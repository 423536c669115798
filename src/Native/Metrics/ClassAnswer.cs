namespace Interop.Native.Metrics;

/// <summary>The outputs for the classes of one answer, and the class that was right.</summary>
internal readonly ref struct ClassAnswer(ReadOnlySpan<float> outputs, int stride, int classes, int actual)
{
    private readonly ReadOnlySpan<float> _outputs = outputs;

    public int Classes => classes;

    public int Actual => actual;

    public float this[int c] => _outputs[c * stride];

    /// <summary>The class of the largest output, the first of equals.</summary>
    public int LargestAt()
    {
        var at = 0;
        for (var c = 1; c < classes; c++)
        {
            at = this[c] > this[at] ? c : at;
        }

        return at;
    }
}
