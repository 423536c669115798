using Google.Protobuf;
using Interop.OnnxBridge.Import;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Tests.Infrastructure;

/// <summary>Damages the meaning of a model rather than its bytes: what comes out is a sound message whose operators, names, shapes and numbers are not.</summary>
/// <param name="random">What decides.</param>
internal sealed class StructureMutator(Random random)
{
    private static readonly string[] Operations = [.. OperatorTable.Operations, "Erf", "Where", "Greater", "Pow", "LSTM", ""];
    private static readonly long[] Numbers = [0, 1, -1, 2, 3, -2, 7, 1 << 16, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 31, 1L << 40];
    private static readonly float[] Floats = [0, 1, -1, 0.5f, 6, 1e30f, -1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];

    /// <summary>A model with a few things changed.</summary>
    public byte[] Mutate(byte[] original)
    {
        var model = ModelProto.Parser.ParseFrom(original);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            Change(model);
        }

        return model.ToByteArray();
    }

    private void Change(ModelProto model)
    {
        var graph = model.Graph;
        switch (random.Next(10))
        {
            case 0:
                Pick(graph.Node, node => node.OpType = Operations[random.Next(Operations.Length)]);
                break;
            case 1:
                Pick(graph.Node, node => ChangeName(node.Input, graph));
                break;
            case 2:
                Pick(graph.Node, node => ChangeName(node.Output, graph));
                break;
            case 3:
                Pick(graph.Node, node => Pick(node.Attribute, ChangeAttribute));
                break;
            case 4:
                Pick(graph.Node, node => node.Attribute.Add(NewAttribute()));
                break;
            case 5:
                Pick(graph.Initializer, ChangeTensor);
                break;
            case 6:
                Pick(graph.Input, input => ChangeShape(input.Type?.TensorType?.Shape));
                break;
            case 7 when graph.Node.Count > 0:
                graph.Node.RemoveAt(random.Next(graph.Node.Count));
                break;
            case 8 when graph.Node.Count > 1:
                var moved = random.Next(graph.Node.Count);
                var node = graph.Node[moved];
                graph.Node.RemoveAt(moved);
                graph.Node.Insert(random.Next(graph.Node.Count + 1), node);
                break;
            default:
                Pick(graph.Output, output => output.Name = AnyName(graph));
                Pick(model.OpsetImport, set => set.Version = random.Next(0, 26));
                break;
        }
    }

    private void ChangeName(IList<string> names, GraphProto graph)
    {
        switch (random.Next(4))
        {
            case 0 when names.Count > 0:
                names.RemoveAt(random.Next(names.Count));
                break;
            case 1:
                names.Add(AnyName(graph));
                break;
            case 2 when names.Count > 0:
                names[random.Next(names.Count)] = "";
                break;
            default:
                if (names.Count > 0)
                {
                    names[random.Next(names.Count)] = AnyName(graph);
                }

                break;
        }
    }

    private string AnyName(GraphProto graph)
    {
        string[] names =
        [
            .. graph.Initializer.Select(tensor => tensor.Name), .. graph.Input.Select(input => input.Name), .. graph.Node.SelectMany(node => node.Output), "nowhere",
        ];
        return names[random.Next(names.Length)];
    }

    private AttributeProto NewAttribute()
    {
        string[] names =
        [
            "axis", "axes", "alpha", "beta", "group", "pads", "strides", "dilations", "kernel_shape", "perm", "shape", "keepdims", "auto_pad", "ceil_mode", "transA", "transB", "value",
            "min", "max", "epsilon", "mode", "to",
        ];
        var attribute = new AttributeProto { Name = names[random.Next(names.Length)], Type = (AttributeProto.Types.AttributeType)random.Next(1, 9) };
        ChangeAttribute(attribute);
        return attribute;
    }

    private void ChangeAttribute(AttributeProto attribute)
    {
        if (random.Next(8) == 0)
        {
            attribute.Type = (AttributeProto.Types.AttributeType)random.Next(0, 11);
        }

        attribute.I = Numbers[random.Next(Numbers.Length)];
        attribute.F = Floats[random.Next(Floats.Length)];
        attribute.S = ByteString.CopyFromUtf8(random.Next(2) == 0 ? "SAME_UPPER" : "reflect");
        if (attribute.Ints.Count > 0 && random.Next(3) > 0)
        {
            attribute.Ints[random.Next(attribute.Ints.Count)] = Numbers[random.Next(Numbers.Length)];
        }
        else
        {
            attribute.Ints.Add(Numbers[random.Next(Numbers.Length)]);
        }
    }

    private void ChangeTensor(TensorProto tensor)
    {
        switch (random.Next(4))
        {
            case 0:
                tensor.DataType = random.Next(0, 18);
                break;
            case 1 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = Numbers[random.Next(Numbers.Length)];
                break;
            case 2 when tensor.Dims.Count > 1:
                // The same number of values under another shape.
                (tensor.Dims[0], tensor.Dims[^1]) = (tensor.Dims[^1], tensor.Dims[0]);
                break;
            default:
                tensor.Dims.Insert(random.Next(tensor.Dims.Count + 1), 1);
                break;
        }
    }

    private void ChangeShape(TensorShapeProto? shape)
    {
        if (shape is null || shape.Dim.Count == 0 || random.Next(3) == 0)
        {
            shape?.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = random.Next(1, 5) });
            return;
        }

        shape.Dim[random.Next(shape.Dim.Count)] = new TensorShapeProto.Types.Dimension { DimValue = Numbers[random.Next(Numbers.Length)] };
    }

    private void Pick<T>(IList<T> items, Action<T> change)
    {
        if (items.Count > 0)
        {
            change(items[random.Next(items.Count)]);
        }
    }
}
