using System.Diagnostics.CodeAnalysis;
using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Runtime;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tensor = Interop.Native.Tensors.Tensor;

namespace Interop.OnnxBridge;

/// <summary>
/// Any ONNX model, run by ONNX Runtime behind the same <c>Predict</c> as a network. Safe from many threads at once; there is nothing to
/// dispose, the garbage collector frees the runtime's memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The session has a finalizer of its own; models are kept as long as they are used.")]
public sealed class OnnxModel
{
    private readonly InferenceSession _session;

    private OnnxModel(InferenceSession session)
    {
        _session = session;
        Inputs = [.. session.InputMetadata.Select(entry => Describe(entry.Key, entry.Value))];
        var outputs = session.OutputMetadata.ToLookup(entry => entry.Value.IsTensor && entry.Value.ElementDataType == TensorElementType.String);
        Outputs = [.. outputs[false].Select(entry => Describe(entry.Key, entry.Value))];
        TextOutputs = [.. outputs[true].Select(entry => Describe(entry.Key, entry.Value))];
        Metadata = session.ModelMetadata.CustomMetadataMap;
    }

    /// <summary>The inputs, in the order in which <see cref="Predict(IReadOnlyList{Tensor}, int)"/> takes them.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>The outputs of numbers, in the order in which <see cref="Predict(IReadOnlyList{Tensor}, int)"/> gives them.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs { get; }

    /// <summary>The outputs of text, such as class labels, in the order in which <see cref="PredictText(IReadOnlyList{Tensor}, int)"/> gives them.</summary>
    public IReadOnlyList<OnnxValueInfo> TextOutputs { get; }

    /// <summary>The facts about the model that its file holds.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>Reads a model from a file; weights that the file keeps beside itself are read too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">The number of threads for one prediction; 0 leaves it to ONNX Runtime.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxFormatException">ONNX Runtime does not take the file; the message is its own.</exception>
    public static OnnxModel Load(string path, int threads = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no ONNX model at '{path}'.", path);
        }

        return Open(options => new InferenceSession(path, options), threads, $"'{path}'");
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="threads">The number of threads for one prediction; 0 leaves it to ONNX Runtime.</param>
    /// <exception cref="OnnxFormatException">ONNX Runtime does not take the model; the message is its own.</exception>
    public static OnnxModel FromBytes(byte[] model, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Open(options => new InferenceSession(model, options), threads, "the model");
    }

    /// <summary>The first output for a batch of any size.</summary>
    /// <param name="input">A batch: [N, …].</param>
    /// <param name="batchSize">How many samples run at a time.</param>
    /// <exception cref="NetworkException">The input does not fit the model.</exception>
    public Tensor Predict(Tensor input, int batchSize = 128) => Predict([input], batchSize)[0];

    /// <summary>Every output for a batch of several inputs.</summary>
    /// <param name="inputs">One batch for each input, all with the same number of samples.</param>
    /// <param name="batchSize">How many samples run at a time; a model with a fixed batch runs its own number.</param>
    /// <exception cref="NetworkException">The inputs do not fit the model.</exception>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, int batchSize = 128)
    {
        var parts = RunParts(inputs, batchSize, Outputs, TensorValues.FromRuntime, tensor => tensor.Shape);
        return parts.Count == 1 ? parts[0] : [.. Outputs.Select((_, i) => TensorRows.Join([.. parts.Select(part => part[i])]))];
    }

    /// <summary>The first output of text for a batch of any size.</summary>
    /// <param name="input">A batch: [N, …].</param>
    /// <param name="batchSize">How many samples run at a time.</param>
    /// <exception cref="NetworkException">The input does not fit the model, or the model has no output of text.</exception>
    public IReadOnlyList<string> PredictText(Tensor input, int batchSize = 128) => TextOutputs.Count > 0
        ? PredictText([input], batchSize)[0]
        : throw new NetworkException($"The model gives no text; its outputs are {string.Join(", ", Outputs)}.");

    /// <summary>Every output of text for a batch of several inputs, its elements in order.</summary>
    /// <param name="inputs">One batch for each input, all with the same number of samples.</param>
    /// <param name="batchSize">How many samples run at a time; a model with a fixed batch runs its own number.</param>
    /// <exception cref="NetworkException">The inputs do not fit the model.</exception>
    public IReadOnlyList<IReadOnlyList<string>> PredictText(IReadOnlyList<Tensor> inputs, int batchSize = 128)
    {
        var parts = RunParts(inputs, batchSize, TextOutputs, (value, _) => value.GetStringTensorAsArray(), text => text.Length);
        return [.. TextOutputs.Select((_, i) => parts.SelectMany(part => part[i]).ToArray())];
    }

    private List<T[]> RunParts<T>(
        IReadOnlyList<Tensor> inputs, int batchSize, IReadOnlyList<OnnxValueInfo> outputs, Func<OrtValue, string, T> read, Func<T, Shape> shapeOf)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var samples = CheckInputs(inputs);
        var step = FixedBatch ?? batchSize;
        if (samples <= step || inputs.Any(input => input.Shape.Rank == 0))
        {
            return [Run(inputs, outputs, read)];
        }

        var parts = new List<T[]>();
        for (var start = 0; start < samples; start += step)
        {
            var count = Math.Min(step, samples - start);
            var part = Run([.. inputs.Select(input => input.Rows(start, count))], outputs, read);
            foreach (var shape in part.Select(shapeOf).Where(shape => shape.Rank == 0 || shape[0] != count))
            {
                throw new NetworkException(
                    $"The model gives an output of shape {shape} for {count} samples, so it cannot run in parts; give a batchSize of at least {samples}.");
            }

            parts.Add(part);
        }

        return parts;
    }

    private int? FixedBatch => Inputs.Select(input => input.Dimensions.Count > 0 ? input.Dimensions[0] : null).FirstOrDefault(extent => extent is not null);

    private static OnnxModel Open(Func<SessionOptions, InferenceSession> open, int threads, string what)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = threads };
        try
        {
            return new OnnxModel(open(options));
        }
        catch (OnnxRuntimeException error)
        {
            throw new OnnxFormatException($"ONNX Runtime {RuntimeVersion} does not take {what}: {error.Message}", error);
        }
    }

    private static OnnxValueInfo Describe(string name, NodeMetadata value) => value.IsTensor
        ? new OnnxValueInfo(name, value.ElementDataType.ToString(), [.. value.Dimensions.Select(extent => extent < 0 ? (int?)null : extent)])
        : new OnnxValueInfo(name, value.OnnxValueType.ToString(), []);

    private T[] Run<T>(IReadOnlyList<Tensor> inputs, IReadOnlyList<OnnxValueInfo> outputs, Func<OrtValue, string, T> read)
    {
        var values = new List<OrtValue>();
        try
        {
            values.AddRange(inputs.Select((input, i) => TensorValues.ToRuntime(input, _session.InputMetadata[Inputs[i].Name], Inputs[i].Name)));
            using var options = new RunOptions();
            using var results = _session.Run(options, [.. Inputs.Select(input => input.Name)], values, [.. outputs.Select(output => output.Name)]);
            return [.. results.Select((result, i) => read(result, outputs[i].Name))];
        }
        catch (OnnxRuntimeException error)
        {
            throw new NetworkException($"ONNX Runtime cannot run the model: {error.Message}", error);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private int CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count != Inputs.Count)
        {
            throw new NetworkException($"The model takes {Inputs.Count} inputs ({string.Join(", ", Inputs)}), got {inputs.Count}.");
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var expected = Inputs[i].Dimensions;
            var shape = inputs[i].Shape;
            var fits = shape.Rank == expected.Count;
            for (var axis = 1; axis < expected.Count && fits; axis++)
            {
                fits = expected[axis] is null || expected[axis] == shape[axis];
            }

            if (!fits || shape.Size == 0)
            {
                throw new NetworkException($"The model takes {Inputs[i]}, got a batch of shape {shape}.");
            }
        }

        var samples = inputs.Count == 0 || inputs[0].Shape.Rank == 0 ? 1 : inputs[0].Shape[0];
        if (FixedBatch is { } batch && (batch == 0 || samples % batch != 0))
        {
            throw new NetworkException($"The model was made for batches of {batch} samples, got {samples}; give a multiple.");
        }

        return samples;
    }
}
