using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.BatchNormalization;

/// <summary>
/// Batch normalization over some batches: outputs, gradients and running statistics along the way, then its output as in use.
/// </summary>
/// <param name="Sample">The shape of one sample: [F], or [C, spatial…].</param>
/// <param name="Samples">The samples of each batch.</param>
/// <param name="Momentum">The weight of the newest batch.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Form">What it has and keeps.</param>
internal sealed record BatchNormalizationCase(Shape Sample, int Samples, double Momentum, double Epsilon, BatchNormalizationForm Form = BatchNormalizationForm.Plain)
    : ParityCase("batch-normalization", FormattableString.Invariant($"{Samples}x{string.Join('x', Sample)}-m{Momentum}-e{Epsilon}{(Form == BatchNormalizationForm.Plain ? "" : $"-{Form}".ToLowerInvariant())}"))
{
    private const int BatchCycle = 4;

    /// <summary>After how many batches outputs, gradients and statistics are compared.</summary>
    public IReadOnlyList<int> Checkpoints { get; init; } = [1, 10, 100];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("batch", $"{Sample.Prepend(Samples)}"), ("momentum", Text(Momentum)), ("epsilon", Text(Epsilon)), ("form", $"{Form}"), ("batches", string.Join(", ", Checkpoints))];

    /// <summary>Whether there are γ and β.</summary>
    public bool IsAffine => Form != BatchNormalizationForm.WithoutAffine;

    /// <summary>Whether there are running statistics.</summary>
    public bool KeepsStatistics => Form != BatchNormalizationForm.WithoutStatistics;

    /// <summary>Which of the four input batches is used: over and over.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public static int BatchOf(int step) => (step - 1) % BatchCycle;

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) =>
        output.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? TolerancePolicy.Bitwise : TolerancePolicy.Float32;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors
        {
            { "weight", numbers.Uniform([Sample[0]], 0.5, 1.5) },
            { "bias", numbers.Uniform([Sample[0]]) },
        };
        for (var batch = 0; batch < BatchCycle; batch++)
        {
            inputs.Add($"input.{batch}", numbers.Uniform(Sample.Prepend(Samples), -2 + batch, 3));
            inputs.Add($"slope.{batch}", numbers.Uniform(Sample.Prepend(Samples)));
        }

        return inputs;
    }
}
