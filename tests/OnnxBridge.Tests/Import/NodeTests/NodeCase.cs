using System.Runtime.InteropServices;
using Google.Protobuf;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Import;
using Interop.OnnxBridge.Proto;
using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Tests.Import.NodeTests;

/// <summary>
/// One of ONNX's backend node tests: a model of one operator or few, what goes in and what comes out. An operator's weights are inputs there; a
/// network's are constants. So the first input, and for operators that join values each further one of its shape, stays an input, and the others
/// become constants with the values of the case.
/// </summary>
internal sealed class NodeCase
{
    private static readonly HashSet<string> Joining = ["Add", "Concat", "Div", "Mean", "Mul", "Sub", "Sum"];

    private readonly ModelProto _model;
    private readonly List<TensorProto> _kept = [];
    private readonly TensorProto[] _outputs;

    /// <summary>Reads a case.</summary>
    /// <param name="read">Gives the bytes of one of its files, null where there is none.</param>
    public NodeCase(Func<string, byte[]?> read)
    {
        _model = ModelProto.Parser.ParseFrom(read("model.onnx"));
        _outputs = [.. Messages(read, "output")];
        TensorProto[] inputs = [.. Messages(read, "input")];
        var graph = _model.Graph;
        var joins = graph.Node.Count > 0 && Joining.Contains(graph.Node[^1].OpType);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (i == 0 || (joins && inputs[i].Dims.SequenceEqual(inputs[0].Dims)))
            {
                _kept.Add(inputs[i]);
                continue;
            }

            inputs[i].Name = graph.Input[i].Name;
            graph.Initializer.Add(inputs[i]);
        }
    }

    /// <summary>Whether the importer knows the operators.</summary>
    public bool IsInSet => _model.Graph.Node.All(node => node.Domain is "" or "ai.onnx" && OperatorTable.Operations.Contains(node.OpType));

    /// <summary>What goes in.</summary>
    public IReadOnlyList<Tensor> Inputs => [.. _kept.Select(Read)];

    /// <summary>What comes out.</summary>
    public Tensor Expected => Read(Assert.Single(_outputs));

    /// <summary>Imports the model.</summary>
    public Model Import() => OnnxImporter.Import(_model.ToByteArray());

    private static IEnumerable<TensorProto> Messages(Func<string, byte[]?> read, string kind)
    {
        for (var i = 0; read($"test_data_set_0/{kind}_{i}.pb") is { } bytes; i++)
        {
            yield return TensorProto.Parser.ParseFrom(bytes);
        }
    }

    private static Tensor Read(TensorProto message)
    {
        Assert.Equal(DataType.Float, (DataType)message.DataType);
        return Tensor.From(
            new Shape([.. message.Dims.Select(extent => (int)extent)]),
            message.HasRawData ? MemoryMarshal.Cast<byte, float>(message.RawData.Span) : [.. message.FloatData]);
    }
}
