using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Initializers;

/// <summary>The initial weights and biases of linear layers in a row, from a seed.</summary>
/// <param name="Widths">The features of the input and of each layer's output.</param>
/// <param name="Normalized">Whether a batch normalization follows each hidden layer; it draws nothing.</param>
internal sealed record InitializerCase(IReadOnlyList<int> Widths, bool Normalized)
    : ParityCase("initializers", $"linear-{string.Join('-', Widths)}{(Normalized ? "-bn" : "")}")
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("widths", string.Join(", ", Widths)), ("batch normalization", Normalized ? "yes" : "no")];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs() => [];
}
