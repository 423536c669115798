using System.Globalization;
using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Losses;

/// <summary>What a loss may be told besides its reduction.</summary>
internal sealed record LossOptions
{
    /// <summary>Its number where it has one: δ, β, γ, a margin; null for its default.</summary>
    public double? Number { get; init; }

    /// <summary>α of a focal loss; null for none.</summary>
    public double? Alpha { get; init; }

    /// <summary>Whether violations of a margin are squared.</summary>
    public bool Squared { get; init; }

    /// <summary>Whether there is a weight for each class, or for each output.</summary>
    public bool Weights { get; init; }

    /// <summary>Whether there is a weight of positives for each output.</summary>
    public bool PositiveWeights { get; init; }

    /// <summary>Whether there is a weight for each sample.</summary>
    public bool SampleWeights { get; init; }

    /// <summary>The label smoothing.</summary>
    public double Smoothing { get; init; }

    /// <summary>The class index that does not count; every third target has it.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>The axes of space behind the classes.</summary>
    public Shape Space { get; init; }

    /// <summary>What the case's name ends with.</summary>
    public string Suffix
    {
        get
        {
            (bool Said, FormattableString Text)[] parts =
            [
                (Number is not null, $"-{Number}"),
                (Alpha is not null, $"-alpha{Alpha}"),
                (Squared, $"-squared"),
                (Weights, $"-weight"),
                (PositiveWeights, $"-pos_weight"),
                (SampleWeights, $"-sample_weight"),
                (Smoothing > 0, $"-smoothing{Smoothing}"),
                (IgnoreIndex is not null, $"-ignore{IgnoreIndex}"),
                (Space.Rank > 0, $"-over{string.Join('x', Space)}"),
            ];
            return string.Concat(parts.Where(part => part.Said).Select(part => FormattableString.Invariant(part.Text)));
        }
    }

    /// <summary>The options by name.</summary>
    public IEnumerable<(string Name, string Value)> Parameters =>
    [
        ("number", Number?.ToString(CultureInfo.InvariantCulture) ?? "default"),
        ("alpha", Alpha?.ToString(CultureInfo.InvariantCulture) ?? "none"),
        ("squared", Squared ? "yes" : "no"),
        ("weights", string.Join(", ", Given())),
        ("label smoothing", Smoothing.ToString(CultureInfo.InvariantCulture)),
        ("ignore index", IgnoreIndex?.ToString(CultureInfo.InvariantCulture) ?? "-100"),
    ];

    private IEnumerable<string> Given()
    {
        if (Weights)
        {
            yield return "weight";
        }

        if (PositiveWeights)
        {
            yield return "pos_weight";
        }

        if (SampleWeights)
        {
            yield return "sample_weight";
        }
    }
}
