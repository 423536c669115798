using Interop.OnnxBridge.Proto;
using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes the outputs that tell the class: ArgMax over the scores, and Gather from the labels.</summary>
internal static class ClassificationHeadWriter
{
    /// <summary>Adds the nodes and outputs.</summary>
    /// <param name="writer">The graph.</param>
    /// <param name="head">What is wanted.</param>
    /// <param name="scores">The value that holds the scores.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batchAxis">The name of the batch axis.</param>
    /// <exception cref="OnnxExportException">There are not as many labels as classes, or a name is taken.</exception>
    public static void Write(GraphWriter writer, OnnxClassificationHead head, string scores, int classes, string batchAxis)
    {
        if (head.Labels is null && head.ClassOutput is null)
        {
            return;
        }

        var index = Name(writer, head.ClassOutput ?? writer.FreeName($"{scores}/class"));
        writer.AddNode(index, "ArgMax", [scores], [OnnxAttributeValue.Integer("axis", 1), OnnxAttributeValue.Integer("keepdims", 0)]);
        if (head.ClassOutput is not null)
        {
            writer.Graph.Output.Add(Describe(index, DataType.Int64, batchAxis));
        }

        if (head.Labels is not { } labels)
        {
            return;
        }

        if (labels.Count != classes)
        {
            throw new OnnxExportException($"The output has {classes} classes, {nameof(OnnxClassificationHead)}.{nameof(OnnxClassificationHead.Labels)} gives {labels.Count} labels.");
        }

        var label = Name(writer, head.LabelOutput);
        writer.AddNode(label, "Gather", [writer.AddConstant($"{label}/labels", labels), index], [OnnxAttributeValue.Integer("axis", 0)]);
        writer.Graph.Output.Add(Describe(label, DataType.String, batchAxis));
    }

    private static string Name(GraphWriter writer, string name) => !string.IsNullOrEmpty(name) && writer.FreeName(name) == name
        ? name
        : throw new OnnxExportException($"The name '{name}' of a classification head's output is empty or taken; choose another.");

    private static ValueInfoProto Describe(string name, DataType type, string batchAxis) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = batchAxis } } },
            },
        },
    };
}
