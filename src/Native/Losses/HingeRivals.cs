namespace Interop.Native.Losses;

/// <summary>Which other classes a <see cref="CategoricalHinge"/> compares the right one with.</summary>
public enum HingeRivals
{
    /// <summary>All: <c>1/C Σ_{c≠y} max(0, m − x_y + x_c)</c>, PyTorch's MultiMarginLoss.</summary>
    All,

    /// <summary>The strongest, never taken below 0: <c>max(0, m − x_y + max(0, max_{c≠y} x_c))</c>, Keras' categorical hinge.</summary>
    Strongest,
}
