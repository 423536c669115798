using Interop.Native.Losses;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Losses;

/// <summary>A loss with its formula in float64 and valid random data: what <see cref="LossConformanceTests"/> goes through.</summary>
/// <param name="Name">What the test is called.</param>
/// <param name="Create">Makes the loss with a reduction.</param>
/// <param name="Sample">The shape of one sample of the predictions.</param>
/// <param name="Draw">Draws predictions and targets of a batch.</param>
/// <param name="Items">The formula: each item's loss, not reduced, of the predictions and targets of a batch.</param>
public sealed record LossExample(
    string Name,
    Func<Reduction, Loss> Create,
    Shape Sample,
    Func<TorchGenerator, int, (Tensor Predictions, Tensor Targets)> Draw,
    Func<Var[], float[], Var[]> Items)
{
    public override string ToString() => Name;
}
