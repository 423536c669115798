using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Tests.Infrastructure;

/// <summary>Holds what the engine computes against what ONNX Runtime computes from the exported file.</summary>
internal static class Agreement
{
    /// <summary>
    /// The largest difference, relative to the largest output, that two float32 engines may show: they add up in different orders, and each
    /// rounds to 6e-8 of a term.
    /// </summary>
    public const double Tolerance = 1e-5;

    /// <summary>The same for networks with fast numerics, whose convolutions by Winograd's algorithm each add about 1e-5.</summary>
    public const double FastTolerance = 2e-4;

    /// <summary>Exports, runs both, and asserts that they agree: numbers within the tolerance, and the same winner in each row.</summary>
    public static byte[] Check(Network network, IReadOnlyList<Tensor> inputs, OnnxExportOptions? options = null)
    {
        var bytes = OnnxExporter.Export(network, options);
        var expected = network.Predict(inputs);
        var actual = OnnxModel.FromBytes(bytes, threads: 1).Predict(inputs);
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Check(expected[i], actual[i], network.Numerics == Numerics.Fast ? FastTolerance : Tolerance);
        }

        return bytes;
    }

    /// <summary>Asserts that two batches agree.</summary>
    public static void Check(Tensor expected, Tensor actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        var comparison = TensorComparison.Of(expected, actual);
        Assert.True(
            comparison.RelativeToLargest <= tolerance,
            $"Element {comparison.WorstIndex} of {expected.Shape}: {comparison.WorstExpected:R} here, {comparison.WorstActual:R} in ONNX Runtime; the largest is {comparison.LargestExpected:R}.");
        CheckWinners(expected, actual, tolerance * comparison.LargestExpected);
    }

    // Two values closer than the tolerance have no winner.
    private static void CheckWinners(Tensor expected, Tensor actual, double margin)
    {
        var width = expected.Shape.Rank < 2 ? expected.Count : expected.Shape.Skip(1).Size;
        for (var row = 0; row < expected.Count / Math.Max(1, width); row++)
        {
            var here = expected.Span.Slice(row * width, width);
            var there = actual.Span.Slice(row * width, width);
            var winner = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(there);
            Assert.True(
                here[winner] >= System.Numerics.Tensors.TensorPrimitives.Max<float>(here) - (2 * margin),
                $"Row {row}: element {winner} wins in ONNX Runtime, not here.");
        }
    }
}
