namespace Interop.MLNetExtensions.Rows;

/// <summary>One pass over <see cref="TrainingRows"/>. The spans of a row hold until the next is read.</summary>
internal abstract class TrainingRowReader : IDisposable
{
    /// <summary>The row's position among all rows, for messages.</summary>
    public abstract long Position { get; }

    /// <summary>The features: all of them, or those at <see cref="Indices"/>, the others being 0.</summary>
    public abstract ReadOnlySpan<float> Values { get; }

    /// <summary>Which features <see cref="Values"/> holds, ascending; empty where it holds all.</summary>
    public abstract ReadOnlySpan<int> Indices { get; }

    /// <summary>Whether <see cref="Values"/> holds all features.</summary>
    public abstract bool IsDense { get; }

    /// <summary>The targets; NaN where one is missing.</summary>
    public abstract ReadOnlySpan<float> Targets { get; }

    /// <summary>The weight; 1 where rows have none.</summary>
    public abstract float Weight { get; }

    /// <summary>Goes to the next row.</summary>
    public abstract bool MoveNext();

    /// <summary>Writes all features, zeros included.</summary>
    /// <param name="features">As long as a row has features.</param>
    public void CopyFeatures(Span<float> features)
    {
        if (IsDense)
        {
            Values.CopyTo(features);
            return;
        }

        features.Clear();
        var values = Values;
        var indices = Indices;
        for (var i = 0; i < values.Length; i++)
        {
            features[indices[i]] = values[i];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the pass holds open.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
