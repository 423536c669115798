using System.Security.Cryptography;
using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Parity.Comparison;

/// <summary>How far one output of a case lies from the reference's.</summary>
internal sealed record OutputComparison
{
    /// <summary>The output's name.</summary>
    public required string Name { get; init; }

    /// <summary>The policy that it was held to.</summary>
    public required TolerancePolicy Policy { get; init; }

    /// <summary>Whether it lies within the policy.</summary>
    public bool Holds => Problem is null;

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Problem { get; private init; }

    /// <summary>Why it may be wrong, from the list of known differences; null where nothing excuses it.</summary>
    public string? Excuse { get; init; }

    /// <summary>Whether it is something computed forward, as a loss or a layer's output is, and no gradient, statistic or state.</summary>
    public bool IsForward { get; init; }

    /// <summary>The values themselves, of what is drawn in reports as a curve; null for everything else.</summary>
    public CurveComparison? Curve { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the engine's bytes, by which two runs are told apart.</summary>
    public string? Digest { get; private init; }

    /// <summary>The output's values against the reference's; none where they cannot be compared.</summary>
    public TensorComparison Values { get; private init; } = TensorComparison.Of(default(ReadOnlySpan<double>), default);

    /// <summary>Elements by distance in units in the last place of float32.</summary>
    public UlpHistogram Ulps { get; private init; } = new();

    /// <summary>Both sides against the float64 truth; null where there is none.</summary>
    public TruthComparison? Truth { get; private init; }

    /// <summary>The shape, as text.</summary>
    public string Shape { get; private init; } = "";

    /// <summary>Compares an output with the reference's.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="policy">How far it may lie from it.</param>
    /// <param name="actual">The output; null where the engine gave none.</param>
    /// <param name="expected">The reference's; null where it has none.</param>
    /// <param name="truth">The same in float64; null where nobody computed it.</param>
    public static OutputComparison Of(string name, TolerancePolicy policy, StoredTensor? actual, StoredTensor? expected, StoredTensor? truth = null)
    {
        if (actual is null || expected is null)
        {
            return new OutputComparison { Name = name, Policy = policy, Problem = actual is null ? "there is no such output" : "the reference has no such output" };
        }

        if (actual.Type != expected.Type || actual.Shape != expected.Shape)
        {
            var problem = $"expected {expected.Type} {expected.Shape}, got {actual.Type} {actual.Shape}";
            return new OutputComparison { Name = name, Policy = policy, Problem = problem };
        }

        if (truth is not null && truth.Shape != actual.Shape)
        {
            return new OutputComparison { Name = name, Policy = policy, Problem = $"the truth has shape {truth.Shape}, the output {actual.Shape}" };
        }

        var (own, others) = (actual.ToDoubles(), expected.ToDoubles());
        var values = TensorComparison.Of(others, own, policy.Relative, policy.Absolute);
        return new OutputComparison
        {
            Name = name,
            Policy = policy,
            Problem = values.Holds
                ? null
                : $"{values.Beyond} of {values.Count} values lie beyond '{policy.Name}'; at {values.WorstIndex} expected {values.WorstExpected:G9}, got {values.WorstActual:G9}",
            Values = values,
            Ulps = UlpHistogram.Of(own, others),
            Shape = $"{actual.Shape}",
            Digest = Convert.ToHexStringLower(SHA256.HashData(actual.Bytes.Span))[..16],
            Truth = truth is null ? null : TruthComparison.Of(own, others, truth.ToDoubles()),
        };
    }
}
