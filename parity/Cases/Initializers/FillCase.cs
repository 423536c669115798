using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Initializers;

/// <summary>One tensor filled by an initializer from a seed.</summary>
/// <param name="Kind">The initializer.</param>
/// <param name="Shape">The tensor's shape.</param>
/// <param name="Numbers">What the initializer is told.</param>
/// <param name="FanOut">Whether Kaiming's keeps the variance of the way back.</param>
internal sealed record FillCase(FillKind Kind, Shape Shape, IReadOnlyList<double> Numbers, bool FanOut = false)
    : ParityCase("initializers", NameOf(Kind, Shape, Numbers, FanOut))
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("initializer", $"{Kind}"),
        ("shape", $"{Shape}"),
        ("numbers", string.Join(", ", Numbers.Select(number => Text(number)))),
        ("fan", FanOut ? "out" : "in"),
    ];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) =>
        Kind is FillKind.TruncatedNormal or FillKind.Orthogonal ? TolerancePolicy.Float32 : TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs() => [];

    private static string NameOf(FillKind kind, Shape shape, IReadOnlyList<double> numbers, bool fanOut)
    {
        var said = string.Concat(numbers.Select(number => FormattableString.Invariant($"-{number:0.###}")));
        return $"{kind}{said}{(fanOut ? "-fan_out" : "")}-{string.Join('x', shape)}".ToLowerInvariant();
    }
}
