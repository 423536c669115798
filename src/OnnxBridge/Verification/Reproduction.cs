using System.Runtime.InteropServices;
using Google.Protobuf;
using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Verification;

/// <summary>
/// Writes a model with what goes in and what should come out, laid out as ONNX's own node tests: <c>model.onnx</c>,
/// <c>test_data_set_0/input_0.pb</c> … and <c>output_0.pb</c>, which the tools of every runtime read.
/// </summary>
internal static class Reproduction
{
    /// <summary>Writes the folder.</summary>
    public static void Write(string folder, ModelProto model, IReadOnlyList<Tensor> inputs, Tensor expected)
    {
        var data = Path.Combine(folder, "test_data_set_0");
        Directory.CreateDirectory(data);
        SetShape(model.Graph.Output[0], expected);
        for (var i = 0; i < inputs.Count; i++)
        {
            SetShape(model.Graph.Input[i], inputs[i]);
        }

        AtomicFile.Write(Path.Combine(folder, "model.onnx"), stream => model.WriteTo(stream));
        for (var i = 0; i < inputs.Count; i++)
        {
            WriteTensor(Path.Combine(data, $"input_{i}.pb"), model.Graph.Input[i].Name, inputs[i]);
        }

        WriteTensor(Path.Combine(data, "output_0.pb"), model.Graph.Output[0].Name, expected);
    }

    private static void SetShape(ValueInfoProto value, Tensor tensor) => value.Type.TensorType.Shape = new TensorShapeProto
    {
        Dim = { tensor.Shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }) },
    };

    private static void WriteTensor(string path, string name, Tensor tensor)
    {
        var message = new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { tensor.Shape.Select(extent => (long)extent) },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(tensor.Span)),
        };
        AtomicFile.Write(path, stream => message.WriteTo(stream));
    }
}
