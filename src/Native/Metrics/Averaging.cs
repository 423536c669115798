namespace Interop.Native.Metrics;

/// <summary>How the figures of single classes become one; the names are scikit-learn's.</summary>
public enum Averaging
{
    /// <summary><see cref="Binary"/> for a single output, <see cref="Macro"/> for several classes or labels.</summary>
    Automatic,

    /// <summary>The figure of the positive class, for two classes or one output.</summary>
    Binary,

    /// <summary>The mean over classes, each counting alike.</summary>
    Macro,

    /// <summary>One figure of all classes' answers together.</summary>
    Micro,

    /// <summary>The mean over classes, each by how often it is right.</summary>
    Weighted,
}
