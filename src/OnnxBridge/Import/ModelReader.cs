using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Reads the bytes of a model file and checks what stands around its graph.</summary>
internal static class ModelReader
{
    /// <summary>The oldest operator set; which of its operators mean the same as today's, each says by itself.</summary>
    public const int OldestOpset = 1;

    /// <summary>The newest operator set that has been looked at.</summary>
    public const int NewestOpset = 23;

    /// <summary>Reads a model.</summary>
    /// <exception cref="OnnxFormatException">The bytes are no ONNX model, or one made of other operator sets.</exception>
    public static ModelProto Read(byte[] bytes)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or IndexOutOfRangeException)
        {
            // Google.Protobuf runs out of its buffer where a file ends inside a number; what it says is for those who write such programs.
            throw new OnnxFormatException($"This is no ONNX model, or one that is cut off or damaged: its {bytes.Length:N0} bytes do not end where their content says. Use another copy.", error);
        }

        if (model.Graph is null)
        {
            throw new OnnxFormatException("This is no ONNX model, or a damaged one: it has no graph.");
        }

        return model;
    }

    /// <summary>The version of ONNX's own operator set that a model is written for.</summary>
    /// <exception cref="OnnxFormatException">There is none, or one outside the range that can be read.</exception>
    public static int OpsetOf(ModelProto model)
    {
        var own = model.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).ToArray();
        if (own.Length != 1)
        {
            throw new OnnxFormatException($"The model names {own.Length} versions of ONNX's operator set; it must name one.");
        }

        return own[0] is >= OldestOpset and <= NewestOpset
            ? (int)own[0]
            : throw new OnnxFormatException($"The model is written for operator set {own[0]}; versions {OldestOpset} to {NewestOpset} can be read.");
    }
}
