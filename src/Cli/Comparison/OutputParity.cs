using Interop.Cli.Models;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge;

namespace Interop.Cli.Comparison;

/// <summary>What a network and an ONNX model give for the same random inputs.</summary>
/// <param name="Samples">How many samples there were.</param>
/// <param name="LargestDifference">The largest difference of two outputs.</param>
/// <param name="RelativeDifference">That, relative to the largest output.</param>
/// <param name="SameAnswers">For how many samples the largest output is the same one.</param>
internal sealed record OutputParity(int Samples, double LargestDifference, double RelativeDifference, int SameAnswers)
{
    /// <summary>Runs both.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The ONNX model.</param>
    /// <param name="inputs">The samples, a tensor for each input.</param>
    /// <exception cref="NetworkException">They take or give other shapes.</exception>
    public static OutputParity Of(Network network, OnnxModel model, Tensor[] inputs)
    {
        var ours = network.Predict(inputs);
        var theirs = model.Predict(inputs);
        if (ours.Count != theirs.Count || ours.Zip(theirs).Any(pair => pair.First.Count != pair.Second.Count))
        {
            throw new CommandException(
                ExitCode.BadConfiguration,
                $"The network gives {string.Join(" and ", ours.Select(output => output.Shape))}, the ONNX model {string.Join(" and ", theirs.Select(output => output.Shape))}.",
                "Compare a network with its own export.");
        }

        TensorComparison[] outputs = [.. ours.Zip(theirs, (left, right) => TensorComparison.Of(left, right.Reshape(left.Shape)))];
        var largest = outputs.Max(output => output.MaximumAbsolute);
        var samples = inputs[0].Shape[0];
        return new OutputParity(samples, largest, largest == 0 ? 0 : largest / outputs.Max(output => output.LargestExpected), Same(ours[0], theirs[0], samples));
    }

    private static int Same(Tensor ours, Tensor theirs, int samples)
    {
        var size = ours.Count / samples;
        return Enumerable.Range(0, samples).Count(row => LargestAt(ours.Span.Slice(row * size, size)) == LargestAt(theirs.Span.Slice(row * size, size)));
    }

    private static int LargestAt(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
