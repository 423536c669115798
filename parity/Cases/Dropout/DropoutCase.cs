using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Dropout;

/// <summary>
/// Dropout in training from a seed: the outputs of some batches one after the other, and the gradient of each with respect to its input.
/// </summary>
/// <param name="Rate">p, the probability that an element is dropped.</param>
/// <param name="Shape">The shape of a batch.</param>
/// <param name="Batches">How many batches.</param>
internal sealed record DropoutCase(double Rate, Shape Shape, int Batches)
    : ParityCase("dropout", FormattableString.Invariant($"p{Rate}-{string.Join('x', Shape)}-{Batches}"))
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("p", Text(Rate)), ("shape", $"{Shape}"), ("batches", Text(Batches)), ("masks", Masks == BernoulliStream.Mt19937 ? "mt19937" : "mkl-mcg31")];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.Bitwise;

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
}
