namespace Interop.Native.Losses;

/// <summary>What losses do where they were not told otherwise; every difference is also an option of the loss itself.</summary>
public enum LossConvention
{
    /// <summary>Means over all elements; probabilities as they are, with logarithms held at −100 or more. PyTorch.</summary>
    PyTorch,

    /// <summary>
    /// Means over all elements; probabilities held to [10⁻⁷, 1 − 10⁻⁷], those of classes divided by their sum first. A network that ends in a
    /// sigmoid or softmax still trains on its logits, as with Keras on TensorFlow. Keras.
    /// </summary>
    Keras,

    /// <summary>
    /// <c>1/(2N) Σᵢ ‖yᵢ − aᵢ‖²</c> for the squared error, and for cross-entropies <c>1/N Σᵢ Σⱼ</c>: sums over outputs, means over samples. D1's slides.
    /// </summary>
    Lecture,
}
