namespace Interop.Native.Layers;

/// <summary>How <see cref="BatchNormalization"/> keeps its running statistics, and its default constants.</summary>
public enum BatchNormalizationConvention
{
    /// <summary>
    /// <c>r = (1−momentum)·r + momentum·s</c> of the mean and the unbiased variance <c>σ²·m/(m−1)</c>; momentum 0.1, ε = 10⁻⁵. PyTorch.
    /// </summary>
    PyTorch,

    /// <summary><c>r = momentum·r + (1−momentum)·s</c> of the mean and the biased variance σ²; momentum 0.99, ε = 10⁻³. Keras.</summary>
    Keras,

    /// <summary>
    /// <c>r = α·r + (1−α)·s</c> of the mean and of <c>σ = √(1/m Σ (x−μ)² + ε)</c> itself, by which inference divides without another ε;
    /// α = 0.99, ε = 10⁻³. D1's slides, with the constants of the Keras call on them (D2: ε = 0.001).
    /// </summary>
    Lecture,
}
