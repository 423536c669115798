using System.Globalization;
using System.Text.Json;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Native.Files;

/// <summary>
/// How a checkpoint is written: a model file with more tensors, all under names that begin with <c>interop.</c>, and the place of the training as
/// JSON under <c>interop.checkpoint</c>. <c>docs/file-format.md</c> lists them.
/// </summary>
internal static class CheckpointFormat
{
    public const string Key = "interop.checkpoint";
    public const string Prefix = "interop.";
    public const string Generator = "interop.generator";
    public const string Shuffle = "interop.shuffle";

    /// <summary>The name of what the optimizer remembers of a parameter.</summary>
    public static string OptimizerTensor(string parameter, string what) => $"interop.optimizer.{parameter}.{what}";

    public static string MetricTensor(int index) => string.Create(CultureInfo.InvariantCulture, $"interop.metric.{index}");

    public static string CallbackPrefix(int index) => string.Create(CultureInfo.InvariantCulture, $"interop.callback.{index}.");

    public static string BestTensor(string parameter) => $"interop.best.{parameter}";

    /// <summary>The callbacks that remember something, which a resumed training needs in the same order.</summary>
    public static Callback[] WithState(IReadOnlyList<Callback> callbacks) => [.. callbacks.Where(callback => callback.SaveState().Count > 0)];

    /// <summary>The content of a checkpoint.</summary>
    public static SafetensorsFile Write(
        Network network,
        TrainingPosition position,
        IReadOnlyList<EpochLog> history,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<Callback> callbacks,
        ComponentRegistry? components,
        IReadOnlyDictionary<string, string>? metadata)
    {
        var model = new ModelFile(network);
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            model.Metadata.Add(key, value);
        }

        var file = model.ToSafetensors(components, allowUndescribed: true);
        var remembering = WithState(callbacks);
        file.Metadata.Add(Key, NetworkDescription.ToJson(json => WritePlace(json, network, position, history, remembering)));
        AddOptimizer(file, network);
        file.Add(Generator, Bytes(network.Generator.Save().Bytes));
        file.Add(Shuffle, Bytes(position.Shuffle!.Bytes));
        for (var i = 0; i < metrics.Count; i++)
        {
            if (!position.IsEpochComplete && metrics[i].SaveState() is { } state)
            {
                file.Add(MetricTensor(i), StoredTensor.From(state.Count, [.. state]));
            }
        }

        for (var i = 0; i < remembering.Length; i++)
        {
            foreach (var (name, tensor) in remembering[i].SaveTensors())
            {
                file.Add(CallbackPrefix(i) + name, StoredTensor.From(tensor));
            }
        }

        foreach (var (name, tensor) in position.BestWeights ?? [])
        {
            file.Add(BestTensor(name), StoredTensor.From(tensor));
        }

        return file;
    }

    private static void AddOptimizer(SafetensorsFile file, Network network)
    {
        var state = network.OptimizerState;
        var optimizer = state.Optimizer;
        foreach (var (name, parameter) in network.NamedParameters.Where(named => named.Parameter.IsTrainable))
        {
            var ofParameter = state[parameter];
            file.Add(OptimizerTensor(name, "step"), StoredTensor.From([], [ofParameter.Step]));
            if (ofParameter.Scalars.Length > 0)
            {
                file.Add(OptimizerTensor(name, "scalars"), StoredTensor.From(ofParameter.Scalars.Length, ofParameter.Scalars));
            }

            for (var slot = 0; slot < optimizer.SlotNames.Count; slot++)
            {
                file.Add(OptimizerTensor(name, optimizer.SlotNames[slot]), StoredTensor.From(parameter.ReadLike(ofParameter.Slot(slot))));
            }
        }
    }

    private static StoredTensor Bytes(ReadOnlySpan<byte> bytes) => new(ElementType.UInt8, bytes.Length, bytes.ToArray());

    private static void WritePlace(
        Utf8JsonWriter json, Network network, TrainingPosition position, IReadOnlyList<EpochLog> history, Callback[] callbacks)
    {
        var options = new OptionWriter(json, ComponentRegistry.BuiltIn);
        options.Write("version", TrainingCheckpoint.CurrentVersion);
        options.Write("epoch", position.Epoch);
        options.Write("stepInEpoch", position.StepInEpoch);
        options.Write("isEpochComplete", position.IsEpochComplete);
        options.Write("step", position.Step);
        options.Write("seconds", position.Elapsed.TotalSeconds);
        options.Write("lossSum", position.LossSum);
        options.Write("seen", position.Seen);
        json.WriteObjects("outputSums", position.OutputSums, sum => options.Write("value", sum));
        options.Write("stopReason", position.StopReason);
        options.Write("bestFigure", position.BestFigure);
        options.Write("batchSize", position.BatchSize);
        if (position.SampleCount is { } samples)
        {
            options.Write("sampleCount", samples);
        }

        options.Write("shuffles", position.Shuffles);
        options.Write("dropsLast", position.DropsLast);
        var optimizer = network.OptimizerState.Optimizer;
        options.Write("optimizer", optimizer.GetType().Name);
        options.Write("optimizerStep", network.OptimizerState.Step);
        options.Write("learningRate", optimizer.LearningRate);
        options.Write("momentum", optimizer.Momentum);
        json.WriteTexts("frozen", network.NamedParameters.Where(named => named.Parameter.IsFrozen).Select(named => named.Name));
        json.WriteObjects("callbacks", callbacks, callback =>
        {
            options.Write(ComponentTable.Kind, callback.GetType().Name);
            WriteNumbers(json, options, "state", callback.SaveState());
        });
        json.WriteObjects("history", history, epoch =>
        {
            options.Write("epoch", epoch.Epoch);
            options.Write("seconds", epoch.Elapsed.TotalSeconds);
            WriteNumbers(json, options, "values", epoch.Values);
        });
    }

    private static void WriteNumbers(Utf8JsonWriter json, OptionWriter options, string name, IReadOnlyDictionary<string, double> numbers)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in numbers)
        {
            options.Write(key, value);
        }

        json.WriteEndObject();
    }
}
