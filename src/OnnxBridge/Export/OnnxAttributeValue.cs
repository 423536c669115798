using System.Text;
using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>A named option of an ONNX operator, such as Gemm's <c>transB</c>.</summary>
public sealed class OnnxAttributeValue
{
    private OnnxAttributeValue(AttributeProto message) => Message = message;

    internal AttributeProto Message { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttributeValue Integer(string name, long value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A list of whole numbers.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="values">Its values.</param>
    public static OnnxAttributeValue Integers(string name, params IEnumerable<int> values) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values.Select(value => (long)value) } });

    /// <summary>A number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttributeValue Number(string name, float value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value });

    /// <summary>A text.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">Its value.</param>
    public static OnnxAttributeValue Text(string name, string value) =>
        new(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFrom(value, Encoding.UTF8) });
}
