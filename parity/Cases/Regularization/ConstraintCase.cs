using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Regularization;

/// <summary>A linear layer's or a convolution's weights after a projection.</summary>
/// <param name="Kind">Onto what.</param>
/// <param name="Limit">The largest norm; not used by the others.</param>
/// <param name="Weight">The shape of the weight, [out, in] or [out, in, kh, kw].</param>
internal sealed record ConstraintCase(ConstraintKind Kind, double Limit, Shape Weight)
    : ParityCase("regularization", FormattableString.Invariant($"{Kind}-{Limit}-{string.Join('x', Weight)}").ToLowerInvariant())
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("kind", $"{Kind}"), ("limit", Text(Limit)), ("weight shape", $"{Weight}")];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs() => new() { { "weight", new InputNumbers(Seed).Uniform(Weight) } };
}
