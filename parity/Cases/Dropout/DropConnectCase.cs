using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Dropout;

/// <summary>
/// A linear layer whose weights are dropped in training, from a seed: outputs, input gradients and weight gradients of some batches one after the
/// other. TorchSharp has no such layer: its linear function, of weights that its dropout was applied to.
/// </summary>
/// <param name="Rate">p, the probability that a weight is dropped.</param>
/// <param name="Weight">The shape of the weight, [out, in].</param>
/// <param name="Samples">N.</param>
/// <param name="Batches">How many batches.</param>
internal sealed record DropConnectCase(double Rate, Shape Weight, int Samples, int Batches)
    : ParityCase("dropout", FormattableString.Invariant($"connect-p{Rate}-{string.Join('x', Weight)}-{Batches}"))
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("dropped", "Weights"), ("p", Text(Rate)), ("weight", $"{Weight}"), ("batches", Text(Batches))];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors { { "weight", numbers.Uniform(Weight) }, { "bias", numbers.Uniform([Weight[0]]) } };
        for (var batch = 0; batch < Batches; batch++)
        {
            inputs.Add($"input.{batch}", numbers.Uniform([Samples, Weight[1]]));
            inputs.Add($"slope.{batch}", numbers.Uniform([Samples, Weight[0]]));
        }

        return inputs;
    }
}
