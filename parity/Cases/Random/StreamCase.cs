using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Random;

/// <summary>Random numbers drawn one filling after the other from one seed.</summary>
/// <param name="Kind">What is drawn.</param>
/// <param name="Sizes">The size of each filling.</param>
internal sealed record StreamCase(StreamKind Kind, IReadOnlyList<int> Sizes) : ParityCase("random", $"{Kind}".ToLowerInvariant())
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("stream", $"{Kind}"), ("sizes", string.Join(", ", Sizes))];

    /// <summary>What a filling draws.</summary>
    /// <param name="filling">Which, counted from 0.</param>
    public StreamKind KindOf(int filling) => Kind == StreamKind.Mixed ? (StreamKind)(filling % (int)StreamKind.Mixed) : Kind;

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs() => [];
}
