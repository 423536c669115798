using System.Globalization;
using Interop.Native.Random;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases;

/// <summary>
/// One thing that every engine must compute alike, declared once: what it is, in whose convention, its parameters, its seed and how far
/// results may lie apart. How an engine computes it stands with the engine.
/// </summary>
/// <param name="Family">The family, the first word of the full name: <c>losses</c>, <c>optimizers</c> …</param>
/// <param name="Name">The name inside the family.</param>
internal abstract record ParityCase(string Family, string Name)
{
    private NamedTensors? _inputs;

    /// <summary>Copies a case for <c>with</c>; inputs are made anew, since they depend on what may be changed.</summary>
    /// <param name="original">The case.</param>
    protected ParityCase(ParityCase original) =>
        (Family, Name, Convention, Seed, Masks) = (original.Family, original.Name, original.Convention, original.Seed, original.Masks);

    /// <summary>Family and name: what filters and reports call it.</summary>
    public string FullName => $"{Family}/{Name}";

    /// <summary>Whose formula it is, where they differ.</summary>
    public string Convention { get; init; } = "PyTorch";

    /// <summary>The seed of inputs, initial weights and masks.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The stream that dropout masks come from; null where none are drawn. An engine has one or the other.</summary>
    public BernoulliStream? Masks { get; init; }

    /// <summary>The parameters by name, as reports and recorded references show them.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Parameters { get; }

    /// <summary>The tensors that every engine starts from.</summary>
    public NamedTensors Inputs => _inputs ??= MakeInputs();

    /// <summary>How far an output may lie from the reference's.</summary>
    /// <param name="output">The output's name.</param>
    public virtual TolerancePolicy PolicyOf(string output) => TolerancePolicy.Float32;

    /// <summary>
    /// Whether an output is computed forward, as a loss or a layer's output is, and is no gradient, statistic or state: over these the engine's
    /// error against float64 is weighed against the references'.
    /// </summary>
    /// <param name="output">The output's name.</param>
    public virtual bool IsForward(string output) =>
        output is "output" or "loss" || output.EndsWith(".output", StringComparison.Ordinal) || output.StartsWith("output.", StringComparison.Ordinal);

    /// <summary>Whether an output is a curve over the steps of a training, which reports draw.</summary>
    /// <param name="output">The output's name.</param>
    public virtual bool IsCurve(string output) => output == "losses";

    /// <summary>Makes the inputs from the seed.</summary>
    protected abstract NamedTensors MakeInputs();

    /// <summary>A parameter as text, the same on every machine.</summary>
    protected static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
