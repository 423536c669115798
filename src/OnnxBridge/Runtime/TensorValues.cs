using System.Numerics;
using Interop.Native.Layers;
using Interop.Native.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tensor = Interop.Native.Tensors.Tensor;

namespace Interop.OnnxBridge.Runtime;

/// <summary>Tensors into and out of ONNX Runtime. A tensor here holds floats; where a model wants another type of number it is converted.</summary>
internal static class TensorValues
{
    /// <summary>A value of the type that the model's input has.</summary>
    /// <param name="tensor">The numbers.</param>
    /// <param name="input">What the model says of its input.</param>
    /// <param name="name">The input's name.</param>
    /// <exception cref="NetworkException">The input is no tensor of numbers, or a number does not fit its type.</exception>
    public static OrtValue ToRuntime(Tensor tensor, NodeMetadata input, string name)
    {
        long[] shape = [.. tensor.Shape.Select(extent => (long)extent)];
        try
        {
            return !input.IsTensor ? throw Unsupported(name, input.OnnxValueType.ToString()) : input.ElementDataType switch
            {
                TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(tensor.ToArray(), shape),
                TensorElementType.Double => Convert<double>(tensor, shape),
                TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(
                    Array.ConvertAll(tensor.ToArray(), value => new Float16(BitConverter.HalfToUInt16Bits((Half)value))), shape),
                TensorElementType.Int64 => Convert<long>(tensor, shape),
                TensorElementType.Int32 => Convert<int>(tensor, shape),
                TensorElementType.Int16 => Convert<short>(tensor, shape),
                TensorElementType.Int8 => Convert<sbyte>(tensor, shape),
                TensorElementType.UInt8 => Convert<byte>(tensor, shape),
                TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.ToArray(), value => value != 0), shape),
                var type => throw Unsupported(name, type.ToString()),
            };
        }
        catch (OverflowException error)
        {
            throw new NetworkException($"Input '{name}' takes {input.ElementDataType}, which cannot hold a value that came.", error);
        }
    }

    /// <summary>The numbers of a model's output.</summary>
    /// <param name="value">The output.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="NetworkException">It is no tensor of numbers.</exception>
    public static Tensor FromRuntime(OrtValue value, string name)
    {
        if (!value.IsTensor)
        {
            throw Unsupported(name, value.OnnxType.ToString());
        }

        var information = value.GetTensorTypeAndShape();
        var shape = new Shape([.. information.Shape.Select(extent => checked((int)extent))]);
        return information.ElementDataType switch
        {
            TensorElementType.Float => Tensor.From(shape, value.GetTensorDataAsSpan<float>()),
            TensorElementType.Double => Convert(shape, value.GetTensorDataAsSpan<double>()),
            TensorElementType.Float16 => Convert(shape, value.GetTensorDataAsSpan<Half>()),
            TensorElementType.Int64 => Convert(shape, value.GetTensorDataAsSpan<long>()),
            TensorElementType.Int32 => Convert(shape, value.GetTensorDataAsSpan<int>()),
            TensorElementType.Int16 => Convert(shape, value.GetTensorDataAsSpan<short>()),
            TensorElementType.Int8 => Convert(shape, value.GetTensorDataAsSpan<sbyte>()),
            TensorElementType.UInt8 => Convert(shape, value.GetTensorDataAsSpan<byte>()),
            TensorElementType.Bool => Tensor.From(shape, Array.ConvertAll(value.GetTensorDataAsSpan<bool>().ToArray(), truth => truth ? 1f : 0f)),
            var type => throw Unsupported(name, type.ToString()),
        };
    }

    private static OrtValue Convert<T>(Tensor tensor, long[] shape)
        where T : unmanaged, INumber<T> =>
        OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.ToArray(), T.CreateChecked), shape);

    private static Tensor Convert<T>(Shape shape, ReadOnlySpan<T> values)
        where T : INumberBase<T>
    {
        var tensor = new Tensor(shape);
        for (var i = 0; i < values.Length; i++)
        {
            tensor.Span[i] = float.CreateChecked(values[i]);
        }

        return tensor;
    }

    private static NetworkException Unsupported(string name, string type) =>
        new($"'{name}' is of type {type}; tensors of numbers can go in and come out here.");
}
