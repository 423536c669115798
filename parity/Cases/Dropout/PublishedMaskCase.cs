using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Comparison;

namespace Interop.Parity.Cases.Dropout;

/// <summary>Dropout of a batch of ones, as somebody published it with seed and rate: its mask times 1/(1 − p).</summary>
/// <param name="Title">What to call it.</param>
/// <param name="Rate">p.</param>
/// <param name="Shape">The shape of the batch.</param>
/// <param name="Source">Where it was published, and of which build.</param>
/// <param name="Mask">The mask: 1 where an element was kept; blanks do not count.</param>
internal sealed record PublishedMaskCase(string Title, double Rate, Shape Shape, string Source, string Mask) : ParityCase("dropout", Title)
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("p", Text(Rate)), ("shape", $"{Shape}"), ("masks", Masks == BernoulliStream.Mt19937 ? "mt19937" : "mkl-mcg31")];

    /// <inheritdoc/>
    public override TolerancePolicy PolicyOf(string output) => TolerancePolicy.Bitwise;

    /// <inheritdoc/>
    protected override NamedTensors MakeInputs()
    {
        var ones = new Tensor(Shape);
        ones.Span.Fill(1);
        return new NamedTensors { { "input.0", ones } };
    }
}
