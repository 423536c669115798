namespace Interop.Native.Networks;

/// <summary>How the outputs of sampled sub-networks become one.</summary>
public enum MonteCarloMean
{
    /// <summary><c>pⱼ ∝ (Πₘ pⱼ⁽ᵐ⁾)^(1/M)</c>, renormalised over the classes: D4's ensemble. For probabilities only.</summary>
    Geometric,

    /// <summary><c>1/M Σₘ y⁽ᵐ⁾</c>, for outputs of any kind; Gal and Ghahramani 2016.</summary>
    Arithmetic,
}
