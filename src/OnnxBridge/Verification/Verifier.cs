using System.Globalization;
using Google.Protobuf;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Import;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Verification;

/// <summary>Runs an exported model in ONNX Runtime and holds it against its network; where they differ, looks for the layer that does.</summary>
/// <param name="network">The network.</param>
/// <param name="exported">What it was exported as.</param>
/// <param name="options">How to compare.</param>
internal sealed class Verifier(Network network, ExportedModel exported, OnnxVerificationOptions options)
{
    private readonly double _tolerance = options.ToleranceFor(network);

    /// <summary>Compares.</summary>
    /// <param name="reproductionFolder">Where a reproduction goes unless the options say so; null for nowhere.</param>
    /// <exception cref="OnnxVerificationException">The two differ, or ONNX Runtime does not take the model.</exception>
    public void Verify(string? reproductionFolder)
    {
        var inputs = options.Inputs ?? [.. network.InputShapes.Select((shape, i) => RandomBatch(shape.Prepend(options.Samples), options.Seed + (ulong)i))];
        var expected = network.Predict(inputs);
        var actual = Open(exported.Message).Predict(inputs);
        for (var i = 0; i < expected.Count; i++)
        {
            var comparison = TensorComparison.Of(expected[i], actual[i]);
            if (comparison.RelativeToLargest > _tolerance)
            {
                throw Explain(inputs, i, comparison, options.ReproductionFolder ?? reproductionFolder);
            }
        }
    }

    private OnnxModel Open(ModelProto message)
    {
        try
        {
            if (exported.Folder is not { } folder)
            {
                return OnnxModel.FromBytes(message.ToByteArray());
            }

            // Weights beside the model are found from where it lies.
            var path = Path.Combine(folder, $"{Guid.NewGuid():N}.onnx");
            using (var stream = File.Create(path))
            {
                message.WriteTo(stream);
            }

            var model = OnnxModel.Load(path);
            File.Delete(path);
            return model;
        }
        catch (OnnxFormatException error)
        {
            throw new OnnxVerificationException($"The exported model cannot be checked: {error.Message}", error);
        }
    }

    private static Tensor RandomBatch(Shape shape, ulong seed)
    {
        var batch = new Tensor(shape);
        new TorchGenerator(seed).FillNormal(batch.Span, 0, 1);
        return batch;
    }

    private OnnxVerificationException Explain(IReadOnlyList<Tensor> inputs, int output, TensorComparison comparison, string? folder)
    {
        var summary = $"Output '{exported.Message.Graph.Output[output].Name}' differs by {Describe(comparison)} in ONNX Runtime {OnnxModel.RuntimeVersion}";
        var nodes = network.Graph.Nodes;
        var expected = network.PredictNodes(inputs);
        var inside = Open(GraphCut.Expose(exported.Message, nodes.Where(exported.Comparable.ContainsKey).Select(node => exported.Comparable[node])));
        var values = inside.Predict(inputs, Math.Max(1, inputs[0].Shape[0]));
        var actual = inside.Outputs.Select((value, i) => (value.Name, Tensor: values[i])).ToDictionary(pair => pair.Name, pair => pair.Tensor);
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (node.Layer is null || !exported.Comparable.TryGetValue(node, out var name) || !actual.TryGetValue(name, out var value))
            {
                continue;
            }

            var here = TensorComparison.Of(expected[i], value);
            if (here.RelativeToLargest > _tolerance)
            {
                var reproduction = folder is null ? null : WriteReproduction(folder, node, actual, inputs, expected[i]);
                var where = reproduction is null ? "" : $" The layer alone, with its inputs, is in '{reproduction}'.";
                return new OnnxVerificationException(
                    $"{summary}; {_tolerance:G3} is allowed. The first layer that differs is {node.Layer.Kind} '{node.Name}', by {Describe(here)}.{where}",
                    node.Name,
                    reproduction);
            }
        }

        return new OnnxVerificationException(
            $"{summary}; {_tolerance:G3} is allowed. No single layer differs by more than that when looked at by itself, so rounding adds up, " +
            "or ONNX Runtime's optimizer changes the result; allow more, or look at the model with its optimizations switched off.");
    }

    private string WriteReproduction(string folder, Node node, Dictionary<string, Tensor> actual, IReadOnlyList<Tensor> inputs, Tensor expected)
    {
        string[] names = [.. node.Inputs.Select(input => exported.Values[input]).Distinct()];
        var graphInputs = network.Graph.Inputs.Select((input, i) => (Name: exported.Values[input], Tensor: inputs[i])).ToDictionary(pair => pair.Name, pair => pair.Tensor);

        // Where an input of the layer is not given out (it was folded into another), the reproduction starts from the network's inputs.
        var known = names.All(name => graphInputs.ContainsKey(name) || actual.ContainsKey(name)) ? names : [.. graphInputs.Keys];
        var model = GraphCut.Between(exported.Message, known, exported.Comparable[node]);
        Tensor[] fed = [.. model.Graph.Input.Select(input => graphInputs.TryGetValue(input.Name, out var tensor) ? tensor : actual[input.Name])];
        if (exported.Folder is { } data)
        {
            ExternalData.Embed(model, data);
        }

        Reproduction.Write(folder, model, fed, expected);
        return folder;
    }

    private static string Describe(TensorComparison comparison) =>
        double.IsFinite(comparison.RelativeToLargest) ? string.Create(CultureInfo.InvariantCulture, $"{comparison.RelativeToLargest:G3} of the largest value")
        : double.IsFinite(comparison.MaximumAbsolute) ? string.Create(CultureInfo.InvariantCulture, $"{comparison.MaximumAbsolute:G3} where all that was expected is 0")
        : comparison.SameShape ? "infinities or NaN"
        : $"shape, {comparison.ActualShape} instead of {comparison.ExpectedShape},";
}
