namespace Interop.Native.Data;

/// <summary>The memory of a batch that a <see cref="DataSource"/> fills; rows lie one after the other.</summary>
public interface IBatch
{
    /// <summary>The pass over the samples that this batch belongs to, counted from 1; 0 outside training. Augmentation depends on it.</summary>
    int Epoch => 0;

    /// <summary>Where the samples of an input go.</summary>
    /// <param name="index">Which input.</param>
    Span<float> Input(int index);

    /// <summary>Where the targets of an output go.</summary>
    /// <param name="index">Which output.</param>
    Span<float> Target(int index);

    /// <summary>Where the sample weights go.</summary>
    Span<float> SampleWeights { get; }
}
