using Google.Protobuf.Collections;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes a network's graph as an ONNX model.</summary>
internal sealed class NetworkWriter
{
    private readonly NetworkGraph _network;
    private readonly OnnxExportOptions _options;
    private readonly ExporterTable _exporters;
    private readonly GraphWriter _writer;
    private readonly Dictionary<Node, string> _values = [];

    // Nodes whose value in the file already has a later batch normalization in it.
    private readonly HashSet<Node> _carriers = [];

    private NetworkWriter(Network network, OnnxExportOptions options, ExternalDataWriter? data)
    {
        _network = network.Graph;
        _options = options;
        _exporters = new ExporterTable(options);
        _writer = new GraphWriter(options.Opset, data);
    }

    /// <summary>Makes the model.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="data">Where large weights go; null for the model itself.</param>
    /// <exception cref="OnnxExportException">A layer cannot be written.</exception>
    public static ExportedModel Write(Network network, OnnxExportOptions options, ExternalDataWriter? data = null) =>
        new NetworkWriter(network, options, data).Write();

    private ExportedModel Write()
    {
        CheckNames(_options.InputNames, _network.Inputs.Count, "inputs", nameof(OnnxExportOptions.InputNames));
        CheckNames(_options.OutputNames, _network.Outputs.Count, "outputs", nameof(OnnxExportOptions.OutputNames));
        AddInputs();
        AddNodes();
        AddOutputs();
        if (_options.Head is { } head)
        {
            var scores = _network.Outputs[head.Output];
            ClassificationHeadWriter.Write(_writer, head, _values[scores], scores.Shape[0], _options.BatchAxis);
        }

        _writer.Graph.Name = _options.GraphName;
        return new ExportedModel(
            ModelHeader.Around(_writer.Graph, _options),
            _values,
            _values.Where(entry => !_carriers.Contains(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value));
    }

    private void AddInputs()
    {
        for (var i = 0; i < _network.Inputs.Count; i++)
        {
            var node = _network.Inputs[i];
            _values[node] = _writer.Reserve(_options.InputNames?[i] ?? node.Name);
            _writer.Graph.Input.Add(Describe(_values[node], node.Shape));
        }

        foreach (var name in _options.OutputNames ?? [])
        {
            _writer.Reserve(name);
        }
    }

    private void AddNodes()
    {
        var folded = _options.FoldBatchNormalization ? BatchNormalizationFolding.Find(_network, _exporters) : [];
        var foldedLayers = folded.Values.Select(affine => affine.Layer).ToHashSet();
        foreach (var node in _network.Nodes)
        {
            if (node.Layer is not { } layer)
            {
                continue;
            }

            if (foldedLayers.Contains(layer))
            {
                _values[node] = _values[node.Inputs[0]];
                continue;
            }

            var affine = folded.GetValueOrDefault(node);
            _values[node] = Add(node, affine);
            if (affine is not null || (node.Inputs.Any(_carriers.Contains) && _values[node] == _values[node.Inputs[0]]))
            {
                _carriers.Add(node);
            }
        }
    }

    private string Add(Node node, ChannelAffine? affine)
    {
        var layer = node.Layer!;
        Shape[] shapes = [.. node.Inputs.Select(input => input.Shape)];
        var context = new OnnxNodeContext(_writer, node.Name, [.. node.Inputs.Select(input => _values[input])], shapes, node.Shape, affine);
        var value = _exporters.Find(layer).Export(layer, context);
        if (layer.OutputActivation is { } function)
        {
            var functionName = $"{node.Name}/{function.GetType().Name}";
            var functionContext = new OnnxNodeContext(_writer, functionName, [value], [node.Shape], node.Shape);
            value = _exporters.Find(function, node.Name).Export(function, functionContext);
        }

        return value;
    }

    private void AddOutputs()
    {
        var taken = _network.Inputs.Select(node => _values[node]).ToHashSet();
        for (var i = 0; i < _network.Outputs.Count; i++)
        {
            var node = _network.Outputs[i];

            // A file's outputs are results of nodes, each its own; a network may give out an input, or one value twice.
            if (!taken.Add(_values[node]))
            {
                _values[node] = _writer.AddNode(node.Name, "Identity", [_values[node]], []);
                taken.Add(_values[node]);
            }

            if (_options.OutputNames is { } names && names[i] != _values[node])
            {
                Rename(_values[node], names[i]);
            }

            _writer.Graph.Output.Add(Describe(_values[node], node.Shape));
        }
    }

    private void Rename(string old, string name)
    {
        foreach (var node in _writer.Graph.Node)
        {
            Rename(node.Input, old, name);
            Rename(node.Output, old, name);
        }

        foreach (var node in _values.Where(value => value.Value == old).Select(value => value.Key).ToArray())
        {
            _values[node] = name;
        }
    }

    private static void Rename(RepeatedField<string> names, string old, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = names[i] == old ? name : names[i];
        }
    }

    private ValueInfoProto Describe(string name, Shape sample)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = _options.BatchAxis } } };
        foreach (var extent in sample)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static void CheckNames(IReadOnlyList<string>? names, int count, string what, string option)
    {
        if (names is null)
        {
            return;
        }

        if (names.Count != count || names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() != count)
        {
            throw new OnnxExportException(
                $"The network has {count} {what}; {nameof(OnnxExportOptions)}.{option} must give that many different names, got [{string.Join(", ", names)}].");
        }
    }
}
