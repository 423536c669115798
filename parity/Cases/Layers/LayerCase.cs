using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Layers;

/// <summary>A layer with given parameters: its output in training, and the gradients of its inputs and of each parameter.</summary>
/// <param name="Title">What sets the case apart from others of its layer; empty where there are none.</param>
/// <param name="Options">The layer.</param>
/// <param name="BatchSize">N.</param>
/// <param name="Samples">The shapes of one sample of each input.</param>
internal sealed record LayerCase(string Title, LayerOptions Options, int BatchSize, IReadOnlyList<Shape> Samples)
    : ParityCase("layers", Title.Length == 0 ? Options.Kind : $"{Options.Kind}-{Title}")
{
    /// <summary>Whether many inputs are equal, so that it shows which of them a maximum takes.</summary>
    public bool Tied { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("batch", string.Join(" and ", Samples.Select(sample => sample.Prepend(BatchSize)))), .. Options.Parameters];

    /// <summary>The parameters' names.</summary>
    public IEnumerable<string> WeightNames => Options.Weights(Samples).Select(weight => weight.Name);

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) =>
        Options is ShapeOptions ? TolerancePolicy.Bitwise : TolerancePolicy.Float32;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors();
        for (var i = 0; i < Samples.Count; i++)
        {
            var shape = Samples[i].Prepend(BatchSize);
            inputs.Add($"input.{i}", Tied ? numbers.Classes(shape.Size, 3).Reshape(shape) : numbers.Uniform(shape));
        }

        foreach (var (name, shape) in Options.Weights(Samples))
        {
            inputs.Add(name, numbers.Uniform(shape, -0.5, 0.5));
        }

        inputs.Add(Slope.Name, Slope.Draw(numbers));
        return inputs;
    }
}
