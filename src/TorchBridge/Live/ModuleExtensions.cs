using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge;
using Interop.TorchBridge.Live.ToNative;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>Brings TorchSharp modules over, and from there to ONNX, which TorchSharp itself does not write.</summary>
public static class ModuleExtensions
{
    /// <summary>
    /// A network that computes what a module computes, with its parameters. One forward pass is followed through the hooks of the modules it calls, so the
    /// module may be a Sequential or a class of one's own; what it computes between calls cannot be seen and is refused with its place, except views
    /// (<c>flatten</c>, <c>view</c>, <c>reshape</c>) that keep the batch. The result is compared with the module on the example and on random numbers.
    /// </summary>
    /// <param name="module">The module; it is left as it is, its mode of training too.</param>
    /// <param name="exampleInput">A batch of samples, [N, …], of 32-bit floats; two or more tell the batch from other axes.</param>
    /// <param name="options">Converters and tolerance; null for the defaults.</param>
    /// <returns>A <see cref="Sequential"/> where the module calls its parts in a row, otherwise a <see cref="Model"/>; layers and parameters have the module's names.</returns>
    /// <exception cref="TorchConversionException">A part has no counterpart, arithmetic stands between calls, or the outputs differ.</exception>
    public static Network ToNative(this torch.nn.Module<TorchTensor, TorchTensor> module, TorchTensor exampleInput, ModuleConversionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(exampleInput);
        return new ModuleImporter(options ?? new ModuleConversionOptions()).Import(module, exampleInput);
    }

    /// <summary>Writes a module as an ONNX model, as it works at inference, and holds the file in ONNX Runtime against the module's own output.</summary>
    /// <param name="module">The module; it is left as it is.</param>
    /// <param name="path">The file; one that exists is replaced. It appears whole or not at all.</param>
    /// <param name="exampleInput">A batch of samples, [N, …], of 32-bit floats.</param>
    /// <param name="options">How the file is written; null for the defaults.</param>
    /// <param name="conversion">How the module is brought over; null for the defaults.</param>
    /// <exception cref="TorchConversionException">The module cannot be brought over.</exception>
    /// <exception cref="OnnxExportException">A layer cannot be written as ONNX.</exception>
    /// <exception cref="OnnxVerificationException">ONNX Runtime gives something else than the module; no file is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void ExportOnnx(
        this torch.nn.Module<TorchTensor, TorchTensor> module, string path, TorchTensor exampleInput, OnnxExportOptions? options = null, ModuleConversionOptions? conversion = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new OnnxExportOptions();
        var network = module.ToNative(exampleInput, conversion);
        var bytes = OnnxExporter.Export(network, options, verify: true);
        var (expected, input) = Run(module, exampleInput);
        var actual = OnnxModel.FromBytes(bytes).Predict(input);
        var comparison = TensorComparison.Of(expected, actual);
        var tolerance = options.Verification.ToleranceFor(network);
        if (comparison.RelativeToLargest > tolerance)
        {
            throw new OnnxVerificationException($"ONNX Runtime's output differs from the module's by {comparison.MaximumAbsolute:G3} where the largest value is {comparison.LargestExpected:G3}; {tolerance:G3} of it is allowed.");
        }

        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static (Tensor Output, Tensor Input) Run(torch.nn.Module<TorchTensor, TorchTensor> module, TorchTensor input)
    {
        using var scope = torch.NewDisposeScope();
        using var gradients = torch.no_grad();
        using var mode = new InferenceMode(module);
        return (module.call(input.detach()).ToNative(), input.ToNative());
    }
}
