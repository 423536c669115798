namespace Interop.Native.Losses;

/// <summary>
/// The names by which losses may be given: Keras' own, which stand for losses of what Keras' take (probabilities, not logits), and PyTorch's
/// for what only PyTorch has. Options are at their defaults.
/// </summary>
public static class LossNames
{
    private static readonly Dictionary<string, Func<Loss>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bce"] = () => new BinaryCrossentropy(),
        ["binary_crossentropy"] = () => new BinaryCrossentropy(),
        ["binary_focal_crossentropy"] = () => new BinaryFocalCrossentropy(),
        ["categorical_crossentropy"] = () => new CategoricalCrossentropy(),
        ["categorical_focal_crossentropy"] = () => new CategoricalFocalCrossentropy(),
        ["categorical_hinge"] = () => new CategoricalHinge { Rivals = HingeRivals.Strongest },
        ["cosine_similarity"] = () => new CosineSimilarity(),
        ["hinge"] = () => new Hinge(),
        ["huber"] = () => new Huber(),
        ["kl_divergence"] = () => KLDivergence.Keras,
        ["log_cosh"] = () => new LogCosh(),
        ["mae"] = () => new MeanAbsoluteError(),
        ["mean_absolute_error"] = () => new MeanAbsoluteError(),
        ["mean_squared_error"] = () => new MeanSquaredError(),
        ["mse"] = () => new MeanSquaredError(),
        ["multi_margin"] = () => new CategoricalHinge(),
        ["nll"] = () => new NegativeLogLikelihood(),
        ["poisson"] = () => new Poisson(fromLogRate: false) { Epsilon = 1e-7f },
        ["smooth_l1"] = () => Huber.SmoothL1(),
        ["sparse_categorical_crossentropy"] = () => new CategoricalCrossentropy(),
        ["squared_hinge"] = () => new Hinge(squared: true),
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The loss of a name, with its default options.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No loss has that name.</exception>
    public static Loss Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no loss '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }

    /// <summary>The shortest name of a loss's kind; of a loss of one's own the name of its class.</summary>
    internal static string NameOf(Loss loss) =>
        Known.Where(known => known.Value().GetType() == loss.GetType()).Select(known => known.Key).MinBy(name => name.Length) ?? loss.GetType().Name;
}
