using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Dropout;

/// <summary>
/// Dropout in training from a seed: the outputs of some batches one after the other, and the gradient of each with respect to its input.
/// </summary>
/// <param name="Kind">What is dropped.</param>
/// <param name="Rate">p, the probability that an element is dropped.</param>
/// <param name="Shape">The shape of a batch.</param>
/// <param name="Batches">How many batches.</param>
/// <param name="Stream">Where the masks come from.</param>
internal sealed record DropoutCase(DropoutKind Kind, double Rate, Shape Shape, int Batches, BernoulliStream Stream = BernoulliStream.Mt19937)
    : ParityCase("dropout", FormattableString.Invariant($"{Prefix(Kind, Shape)}p{Rate}-{string.Join('x', Shape)}-{Batches}{(Stream == BernoulliStream.MklMcg31 ? "-mkl" : "")}"))
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("dropped", $"{Kind}"), ("p", Text(Rate)), ("shape", $"{Shape}"), ("batches", Text(Batches))];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => Kind == DropoutKind.Alpha ? TolerancePolicy.Float32 : TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors();
        for (var batch = 0; batch < Batches; batch++)
        {
            inputs.Add($"input.{batch}", numbers.Uniform(Shape));
            inputs.Add($"slope.{batch}", numbers.Uniform(Shape));
        }

        return inputs;
    }

    private static string Prefix(DropoutKind kind, Shape shape) => kind switch
    {
        DropoutKind.Elements => "",
        DropoutKind.Channels => FormattableString.Invariant($"channels{shape.Rank - 2}d-"),
        DropoutKind.Standard => "standard-",
        _ => "alpha-",
    };
}
