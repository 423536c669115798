namespace Interop.Native.Metrics;

/// <summary>Which of equal outputs come first where only k places are to be given.</summary>
public enum TopKTies
{
    /// <summary>The class with the lower index, so that the first of k = 1 is the accuracy.</summary>
    LowerIndex,

    /// <summary>The class with the higher index: scikit-learn's <c>top_k_accuracy_score</c>.</summary>
    HigherIndex,

    /// <summary>The right class: it is in if fewer than k outputs are larger. Keras' and TensorFlow's <c>in_top_k</c>.</summary>
    RightClass,
}
