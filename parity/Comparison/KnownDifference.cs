namespace Interop.Parity.Comparison;

/// <summary>A difference that is the reference's fault, or nobody's, with its reason. All of them stand here.</summary>
/// <param name="CasePrefix">How the full names of the cases begin.</param>
/// <param name="References">The references that differ.</param>
/// <param name="Reason">Why.</param>
internal sealed record KnownDifference(string CasePrefix, IReadOnlyList<string> References, string Reason)
{
    private static readonly string[] TorchSharps = ["recorded", "torchsharp"];

    /// <summary>All of them. One that is no longer needed fails its case, so that it is taken out.</summary>
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(
            "optimizers/radam-",
            TorchSharps,
            "TorchSharp 0.106's RAdam multiplies the rectified step by the learning rate twice (RAdam.cs: t6 = m̂·lr, then t6·lr·…); PyTorch, the paper and this engine do once."),
    ];

    /// <summary>What is known of a case against a reference; null where nothing is.</summary>
    /// <param name="fullName">The case.</param>
    /// <param name="reference">The reference.</param>
    public static KnownDifference? Of(string fullName, string reference) => All.FirstOrDefault(
        known => fullName.StartsWith(known.CasePrefix, StringComparison.Ordinal) && known.References.Contains(reference));
}
