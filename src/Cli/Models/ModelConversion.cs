using Interop.Cli.Comparison;
using Interop.Cli.Inputs;
using Interop.Native.Files;
using Interop.OnnxBridge;
using Interop.TorchBridge;

namespace Interop.Cli.Models;

/// <summary>Brings models and weights from one kind of file to another.</summary>
internal static class ModelConversion
{
    private const int VerifiedSamples = 8;

    /// <summary>Writes a model file as ONNX, or its weights as a state file.</summary>
    /// <param name="source">The model file.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="request">How ONNX is written.</param>
    public static ConversionResult Export(string source, string target, ExportRequest request)
    {
        var (network, description) = ModelStore.Load(source);
        if (ModelPath.KindOfTarget(target) != ModelKind.Onnx)
        {
            Write(target, network.ToTorchState());
            return new ConversionResult(source, target, ["Weights and buffers under PyTorch's names; the network itself and what was standardized around it are not in such a file."]);
        }

        var notes = new List<string>();
        var metadata = new Dictionary<string, string>();
        var isInside = description is not null && !request.StandardizedInputs;
        var deployed = isInside ? DeployedNetwork.Create(network, description!) : network;
        if (description is not null)
        {
            metadata[InputDescription.MetadataKey] = description.ToJson();
            metadata[DeployedNetwork.MetadataKey] = isInside ? DeployedNetwork.Inside : DeployedNetwork.Outside;
            notes.AddRange(Describe(description, isInside));
        }

        var options = new OnnxExportOptions
        {
            Opset = request.Opset,
            Metadata = metadata,
            InputNames = description is null ? null : ["input"],
            OutputNames = description is null ? null : ["output"],
            Verification = isInside ? new OnnxVerificationOptions { Inputs = RandomInputs.Of(deployed, VerifiedSamples, seed: 1, description!.Table) } : new OnnxVerificationOptions(),
        };
        OnnxExporter.Export(deployed, target, options, request.Verify);
        if (request.Verify)
        {
            notes.Add("Checked: ONNX Runtime gives what the network gives.");
        }

        return new ConversionResult(source, target, notes);
    }

    /// <summary>Makes a model file of an ONNX model.</summary>
    /// <param name="source">The ONNX model.</param>
    /// <param name="target">The model file to write.</param>
    public static ConversionResult ImportOnnx(string source, string target)
    {
        var network = OnnxImporter.Import(source);
        new ModelFile(network).Save(target);
        return new ConversionResult(source, target, [$"{network.Layers.Count} layers, inputs {string.Join(" and ", network.InputShapes)}, outputs {string.Join(" and ", network.OutputShapes)}."]);
    }

    /// <summary>Puts weights into a copy of a model.</summary>
    /// <param name="source">The state file.</param>
    /// <param name="model">The model file whose network takes them.</param>
    /// <param name="target">The model file to write.</param>
    /// <param name="isPartial">Whether weights may be missing or left over.</param>
    public static ConversionResult ImportWeights(string source, string model, string target, bool isPartial)
    {
        var (network, description) = ModelStore.Load(model);
        var report = network.LoadTorchState(ReadState(source), new StateLoadOptions { Names = NameMap.Unwrapped, Strict = !isPartial });
        ModelStore.Save(target, network, description);
        return new ConversionResult(source, target, [report.ToString()]);
    }

    /// <summary>Brings weights from one kind of state file to another.</summary>
    /// <param name="source">The file to read.</param>
    /// <param name="target">The file to write.</param>
    public static ConversionResult ConvertState(string source, string target)
    {
        var state = ReadState(source);
        Write(target, state);
        return new ConversionResult(source, target, [$"{state.Names.Count} tensors."]);
    }

    /// <summary>The tensors of a state file, a model file or an ONNX model.</summary>
    /// <param name="path">The file.</param>
    public static TorchState ReadState(string path)
    {
        ModelPath.MustExist(path);
        return ModelPath.KindOf(path) == ModelKind.Onnx ? OnnxImporter.Import(path).ToTorchState() : TorchStateFile.Read(path);
    }

    private static void Write(string target, TorchState state)
    {
        // .bin is what some call PyTorch's files; it says nothing of how to write one.
        if (Path.GetExtension(target).Equals(".bin", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException(ExitCode.Usage, $"'{target}': state files are written as .pt, .pth, .dat or .safetensors.");
        }

        TorchStateFile.Write(target, state);
    }

    private static IEnumerable<string> Describe(InputDescription description, bool isInside)
    {
        if (description.Table is { } table)
        {
            yield return $"input: [batch, {table.FeatureCount}], {(isInside ? "as in the table" : "standardized")}: {string.Join(", ", table.FeatureNames.Take(12))}{(table.FeatureCount > 12 ? ", …" : "")}";
        }
        else if (description.Images is { } images)
        {
            yield return $"input: [batch, {images.Channels}, {images.Height}, {images.Width}], pixels divided by 255";
        }

        yield return description switch
        {
            { Task: TaskKind.Regression } => $"output: [batch, 1], {description.LabelName}{(isInside ? "" : ", standardized")}",
            { IsBinary: true } => $"output: [batch, 1], how likely '{description.ClassNames[1]}' is",
            _ => $"output: [batch, {description.ClassNames.Count}], how likely each class is: {string.Join(", ", description.ClassNames.Take(12))}{(description.ClassNames.Count > 12 ? ", …" : "")}",
        };
    }
}
