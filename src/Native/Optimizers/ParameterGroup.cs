namespace Interop.Native.Optimizers;

/// <summary>
/// Parameters that an optimizer treats apart, as PyTorch's parameter groups: with another learning rate or weight decay, or not at all.
/// </summary>
/// <example>
/// <code>
/// var optimizer = new AdamW(1e-3f)
/// {
///     Groups =
///     [
///         new ParameterGroup(name => name.EndsWith("bias")) { WeightDecay = 0 },
///         new ParameterGroup(name => name.StartsWith("backbone.")) { LearningRateFactor = 0.1f },
///     ],
/// };
/// </code>
/// </example>
/// <param name="contains">Whether a parameter belongs to the group, by its name in the network, such as <c>0.weight</c>.</param>
public sealed class ParameterGroup(Func<string, bool> contains)
{
    private readonly Func<string, bool> _contains = contains ?? throw new ArgumentNullException(nameof(contains));
    private float _learningRateFactor = 1f;

    /// <summary>What the optimizer's learning rate is multiplied by for these parameters; 1 unless set. Schedules keep their effect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public float LearningRateFactor
    {
        get => _learningRateFactor;
        set => _learningRateFactor = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate's factor is a finite number of 0 or more.");
    }

    /// <summary>λ for these parameters; null for the optimizer's.</summary>
    public float? WeightDecay { get; set; }

    /// <summary>Whether these parameters are left as they are.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The group of all parameters of some layers.</summary>
    /// <param name="layers">The layers' names.</param>
    public static ParameterGroup OfLayers(params string[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return new ParameterGroup(name => layers.Any(layer => name.StartsWith($"{layer}.", StringComparison.Ordinal)));
    }

    /// <summary>Whether a parameter belongs to the group.</summary>
    /// <param name="name">Its name in the network, such as <c>0.weight</c>.</param>
    public bool Contains(string name) => _contains(name);
}
