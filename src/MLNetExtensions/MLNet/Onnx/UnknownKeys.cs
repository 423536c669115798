using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// Gives tables that ML.NET converted its own value for what they do not have, the missing key above all: an empty text, or NaN. ML.NET writes
/// none, and ONNX would take <c>_Unused</c> and −0.
/// </summary>
internal static class UnknownKeys
{
    /// <summary>Completes the tables of a graph in place.</summary>
    /// <param name="graph">The graph.</param>
    public static void Run(GraphProto graph)
    {
        foreach (var node in graph.Node.Where(node => node.OpType == "LabelEncoder"))
        {
            if (Has(node, "values_strings") && !Has(node, "default_string"))
            {
                node.Attribute.Add(new AttributeProto { Name = "default_string", Type = AttributeProto.Types.AttributeType.String, S = ByteString.Empty });
            }
            else if (Has(node, "values_floats") && !Has(node, "default_float"))
            {
                node.Attribute.Add(new AttributeProto { Name = "default_float", Type = AttributeProto.Types.AttributeType.Float, F = float.NaN });
            }
        }
    }

    private static bool Has(NodeProto node, string name) => node.Attribute.Any(attribute => attribute.Name == name);
}
