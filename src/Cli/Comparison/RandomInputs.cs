using Interop.Data.Tables;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Cli.Comparison;

/// <summary>Random samples to run a network on.</summary>
internal static class RandomInputs
{
    /// <summary>Draws samples for each input of a network: N(0, 1), or where a table's numbers lie.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="seed">What they are drawn from.</param>
    /// <param name="table">
    /// The columns of the table whose numbers the network takes as they are; each is then drawn with its column's mean and deviation, since far from
    /// them networks saturate, and all give the same. Null where the network takes standardized numbers.
    /// </param>
    public static Tensor[] Of(Network network, int samples, ulong seed, TableSchema? table = null)
    {
        var generator = new TorchGenerator(seed);
        return
        [
            .. network.InputShapes.Select(shape =>
            {
                var input = new Tensor(shape.Prepend(samples));
                generator.FillNormal(input.Span, 0, 1);
                table?.Restore(input.Span);
                return input;
            }),
        ];
    }
}
