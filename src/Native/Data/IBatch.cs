namespace Interop.Native.Data;

/// <summary>The memory of a batch that a <see cref="Dataset"/> fills; rows lie one after the other.</summary>
public interface IBatch
{
    /// <summary>Where the samples of an input go.</summary>
    /// <param name="index">Which input.</param>
    Span<float> Input(int index);

    /// <summary>Where the targets of an output go.</summary>
    /// <param name="index">Which output.</param>
    Span<float> Target(int index);

    /// <summary>Where the sample weights go.</summary>
    Span<float> SampleWeights { get; }
}
