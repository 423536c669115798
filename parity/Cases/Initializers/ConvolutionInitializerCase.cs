using Interop.Parity.Cases.Layers;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Initializers;

/// <summary>The initial weights and biases of convolutions in a row, from a seed.</summary>
/// <param name="Title">What to call it.</param>
/// <param name="Channels">The channels of the input and of each convolution's output.</param>
/// <param name="Options">Kernel, groups and bias of each.</param>
internal sealed record ConvolutionInitializerCase(string Title, IReadOnlyList<int> Channels, ConvolutionOptions Options) : ParityCase("initializers", Title)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("channels", string.Join(", ", Channels)), .. Options.Parameters];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs() => [];
}
