using Interop.Native.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tensor = Interop.Native.Tensors.Tensor;

namespace Interop.Parity.MainJob;

/// <summary>Runs an ONNX file with one input and one output in ONNX Runtime.</summary>
internal static class OnnxPredictions
{
    /// <summary>The output for a batch.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="input">The batch.</param>
    public static Tensor Run(string path, Tensor input)
    {
        using var session = new InferenceSession(path);
        var value = new DenseTensor<float>(input.ToArray(), [.. input.Shape]);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames.Single(), value)]);
        var output = outputs.Single().AsTensor<float>();
        return Tensor.From(new Shape(output.Dimensions), output.ToArray());
    }
}
