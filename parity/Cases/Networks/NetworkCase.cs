using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Networks;

/// <summary>
/// A whole network with given weights: its output in training and all gradients, the running statistics after that batch, and its output in use.
/// </summary>
/// <param name="Title">What to call it.</param>
/// <param name="BatchSize">N.</param>
/// <param name="Sample">The shape of one sample.</param>
/// <param name="Steps">The layers, each fed by the one before.</param>
internal sealed record NetworkCase(string Title, int BatchSize, Shape Sample, IReadOnlyList<NetworkStep> Steps) : ParityCase("networks", Title)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("batch", $"{Sample.Prepend(BatchSize)}"), .. Steps.Select((step, i) => (FormattableString.Invariant($"step {i}"), step.Text))];

    /// <summary>Whether some step takes a second input.</summary>
    public bool IsGraph => Steps.Any(step => step.With is not null);

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors { { "input.0", numbers.Uniform(Sample.Prepend(BatchSize)) } };
        for (var i = 0; i < Steps.Count; i++)
        {
            foreach (var (name, shape) in Steps[i].Weights)
            {
                // As large as PyTorch would draw them, so that numbers neither vanish nor explode on their way.
                var bound = name == "running_var" ? 0 : shape.Rank > 1 ? Math.Sqrt(3.0 / shape.Skip(1).Size) : 0.5;
                inputs.Add($"{i}.{name}", name == "running_var" ? numbers.Uniform(shape, 0.5, 1.5) : numbers.Uniform(shape, -bound, bound));
            }
        }

        inputs.Add(Slope.Name, Slope.Draw(numbers));
        return inputs;
    }
}
