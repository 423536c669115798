using Interop.Native.Tensors;

namespace Interop.Parity.Cases.Clipping;

/// <summary>The gradients of two parameters after they were limited.</summary>
/// <param name="Kind">How.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Order">The order of the norm.</param>
internal sealed record ClippingCase(ClippingKind Kind, double Limit, double Order = 2)
    : ParityCase("clipping", FormattableString.Invariant($"{Kind}-{Limit}{(Order == 2 ? "" : $"-order{Order}")}").ToLowerInvariant())
{
    /// <summary>The shapes of the parameters.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } = [[7, 5], [13]];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("clipping", $"{Kind}"), ("limit", Text(Limit)), ("order", Text(Order))];

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var numbers = new InputNumbers(Seed);
        return new NamedTensors { { "gradient.0", numbers.Uniform(Shapes[0], -3, 3) }, { "gradient.1", numbers.Uniform(Shapes[1], -0.1, 0.1) } };
    }
}
