using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Activations;

/// <summary>An activation function: its output, and the gradient of its input.</summary>
/// <param name="Function">Its name, PyTorch's.</param>
/// <param name="Option">Its number where it has one: α, β, a slope, an axis; null for its default.</param>
/// <param name="Shape">The shape of the batch.</param>
/// <param name="Range">Where its inputs lie.</param>
internal sealed record ActivationCase(string Function, double? Option, Shape Shape, ActivationRange Range)
    : ParityCase("activations", NameOf(Function, Option, Shape, Range))
{
    // Zeros, the bends of every function, and where exponentials of float32 overflow, underflow and vanish beside 1.
    private static readonly float[] Marks =
    [
        0, -0f, 1e-40f, 1e-8f, 1e-4f, 0.5f, 1, 2.5f, 3, 6, 9, 16.5f, 17, 19.99f, 20, 20.01f, 50, 87, 88.5f, 89, 100, 103.5f, 104.5f, 200, 1e4f, 1e9f,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("function", Function), ("option", Option is { } option ? Text(option) : "default"), ("batch", $"{Shape}"), ("range", $"{Range}")];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        var input = Range switch
        {
            ActivationRange.Near => numbers.Uniform(Shape, -4, 4),
            ActivationRange.Wide => numbers.Uniform(Shape, -40, 40),
            _ => Marked(),
        };
        return new NamedTensors { { "input.0", input }, { Slope.Name, Slope.Draw(numbers) } };
    }

    // Marks and their negatives in turn, over and over.
    private Tensor Marked()
    {
        var input = new Tensor(Shape);
        for (var i = 0; i < input.Count; i++)
        {
            input.Span[i] = Marks[i / 2 % Marks.Length] * (i % 2 == 0 ? 1 : -1);
        }

        return input;
    }

    private static string NameOf(string function, double? option, Shape shape, ActivationRange range) =>
        FormattableString.Invariant($"{function}{(option is { } number ? $"{number}" : "")}-{string.Join('x', shape)}-{range}").ToLowerInvariant();
}
