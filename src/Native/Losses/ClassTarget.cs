namespace Interop.Native.Losses;

/// <summary>
/// What an item of a <see cref="ClassificationLoss"/> should be, class weights and smoothing worked in: all of <see cref="Mass"/> on
/// <see cref="Index"/>, or <see cref="Row"/>.
/// </summary>
internal readonly ref struct ClassTarget
{
    public ClassTarget(int index, float mass)
    {
        Index = index;
        Mass = mass;
    }

    public ClassTarget(ReadOnlySpan<float> row, int index = -1)
    {
        Row = row;
        Index = index;
    }

    /// <summary>The class; −1 where the target is a distribution that favours none by itself.</summary>
    public int Index { get; }

    /// <summary>What the class weighs, where the whole target is the class.</summary>
    public float Mass { get; }

    /// <summary>What each class weighs; empty where the whole target is one class.</summary>
    public ReadOnlySpan<float> Row { get; }

    /// <summary>What a class weighs.</summary>
    /// <param name="c">The class.</param>
    public float this[int c] => Row.IsEmpty ? (c == Index ? Mass : 0) : Row[c];
}
