using Interop.OnnxBridge.Proto;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>Makes constants of a graph.</summary>
internal static class Constants
{
    /// <summary>Whole numbers along one axis.</summary>
    public static TensorProto Integers(string name, IReadOnlyCollection<long> values) => new()
    {
        Name = name,
        DataType = (int)TensorProto.Types.DataType.Int64,
        Dims = { values.Count },
        Int64Data = { values },
    };

    /// <summary>One number.</summary>
    public static TensorProto Number(string name, float value) => new() { Name = name, DataType = (int)TensorProto.Types.DataType.Float, FloatData = { value } };
}
