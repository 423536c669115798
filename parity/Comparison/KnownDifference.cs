using System.IO.Enumeration;

namespace Interop.Parity.Comparison;

/// <summary>
/// A difference that is the reference's fault, or nobody's, with its reason: the allow-list, all of which stands here. An entry excuses the
/// named outputs only, so that everything else of the same case is still held to its policy.
/// </summary>
/// <param name="Cases">The full names of the cases; <c>*</c> stands for any text.</param>
/// <param name="Outputs">The names of the outputs; <c>*</c> stands for any text.</param>
/// <param name="References">The references that differ.</param>
/// <param name="Reason">Why.</param>
internal sealed record KnownDifference(string Cases, string Outputs, IReadOnlyList<string> References, string Reason)
{
    private static readonly string[] TorchSharps = ["recorded", "torchsharp"];

    /// <summary>All of them. One that is no longer needed fails its case, so that it is taken out.</summary>
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(
            "optimizers/radam-*",
            "*.value",
            TorchSharps,
            "TorchSharp 0.106's RAdam multiplies the rectified step by the learning rate twice (RAdam.cs: t6 = m̂·lr, then t6·lr·…); PyTorch, the paper and this engine do once."),
        new(
            "optimizers/radam-*weight-decay",
            "*.exp_avg*",
            TorchSharps,
            "TorchSharp 0.106's RAdam (see its values): with weight decay the gradient holds the weights, so that its moments follow those."),
        new(
            "activations/hardtanh*",
            "*",
            TorchSharps,
            "TorchSharp 0.106's hardtanh gives its argument back (Tensor.cs: it drops the result of THSTensor_hardtanh); PyTorch's and this engine's hold it between the bounds."),
        new(
            "initializers/xaviernormal-*",
            "values",
            TorchSharps,
            "TorchSharp 0.106's xavier_normal_ draws from the uniform distribution (Init.cs: it calls THSInit_xavier_uniform_); PyTorch's and this engine's from the normal one."),
        new(
            "initializers/truncatednormal-*",
            "values",
            TorchSharps,
            "TorchSharp 0.106's trunc_normal_ takes mean and deviation for each other and leaves √2 out (THSRandom.cpp: mul_(mean), add_(std)); PyTorch's and this engine's do not."),
        new(
            "optimizers/nadam-*",
            "*.value",
            ["pytorch"],
            "PyTorch 1.13's NAdam multiplies μ_t into the product of momenta twice (nadam.py: mu_product_next = mu_product * mu * mu_next, where mu is in mu_product already); TorchSharp, later releases and this engine do once."),
    ];

    /// <summary>What is known of a case against a reference.</summary>
    /// <param name="fullName">The case.</param>
    /// <param name="reference">The reference.</param>
    public static IEnumerable<KnownDifference> Of(string fullName, string reference) =>
        All.Where(known => Matches(known.Cases, fullName) && known.References.Contains(reference));

    /// <summary>Whether an output is excused.</summary>
    /// <param name="output">Its name.</param>
    public bool Excuses(string output) => Matches(Outputs, output);

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
