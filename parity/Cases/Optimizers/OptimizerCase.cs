using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Optimizers;

/// <summary>
/// Two parameters under an optimizer that is given the same gradients on both sides, step by step: values and state after 1, 10, 100
/// and 1,000 steps.
/// </summary>
/// <param name="Title">What sets the case apart from others of its optimizer.</param>
/// <param name="Options">The optimizer.</param>
internal sealed record OptimizerCase(string Title, OptimizerOptions Options)
    : ParityCase("optimizers", $"{Options.Kind.ToString().ToLowerInvariant()}-{Title}")
{
    private const int GradientCycle = 8;

    /// <summary>The shapes of the parameters.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } = [[7, 5], [13]];

    /// <summary>After how many steps values and state are compared.</summary>
    public IReadOnlyList<int> Checkpoints { get; init; } = [1, 10, 100, 1000];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [.. Options.Parameters(), ("steps", string.Join(", ", Checkpoints)), ("shapes", string.Join(" and ", Shapes))];

    /// <summary>The name of the gradient that a parameter is given at a step: eight gradients, over and over.</summary>
    /// <param name="parameter">Which parameter.</param>
    /// <param name="step">The step, counted from 1.</param>
    public static string GradientName(int parameter, int step) => $"gradient.{parameter}.{(step - 1) % GradientCycle}";

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) =>
        output.EndsWith(".step", StringComparison.Ordinal) ? TolerancePolicy.Bitwise
        : output.StartsWith("1000.", StringComparison.Ordinal) ? TolerancePolicy.LongTrajectory
        : TolerancePolicy.Float32;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var inputs = new NamedTensors();
        for (var parameter = 0; parameter < Shapes.Count; parameter++)
        {
            inputs.Add($"parameter.{parameter}", numbers.Uniform(Shapes[parameter]));
            for (var step = 1; step <= GradientCycle; step++)
            {
                // Gradients of very different size, and one step without any.
                var size = step == 5 ? 0 : Math.Pow(2, 2 - step);
                inputs.Add(GradientName(parameter, step), numbers.Uniform(Shapes[parameter], -size, size));
            }
        }

        return inputs;
    }
}
