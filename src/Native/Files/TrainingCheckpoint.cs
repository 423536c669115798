using System.Globalization;
using System.Text.Json;
using Interop.Native.Layers;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Native.Files;

/// <summary>
/// A training stopped between two steps, read from a file that a <see cref="Training.Checkpoint"/> wrote: given to Fit as
/// <c>resumeFrom</c>, the training goes on bit for bit as if it had not been interrupted. The file is a model file too, which
/// <see cref="Network.Load(string, ComponentRegistry?)"/> reads.
/// </summary>
/// <example>
/// <code>
/// network.Fit(x, y, epochs: 100, callbacks: [new Checkpoint("runs/digits")], resumeFrom: TrainingCheckpoint.FindLatest("runs/digits"));
/// </code>
/// </example>
public sealed class TrainingCheckpoint
{
    /// <summary>The version that is written. Checkpoints of this and of earlier versions are read.</summary>
    public const int CurrentVersion = 1;

    private readonly SafetensorsFile _file;
    private readonly string _name;
    private readonly JsonDocument _place;
    private readonly ComponentRegistry? _components;

    private TrainingCheckpoint(SafetensorsFile file, string path, ComponentRegistry? components)
    {
        _file = file;
        _components = components;
        Path = path;
        _name = System.IO.Path.GetFileName(path);
        if (!file.Metadata.TryGetValue(CheckpointFormat.Key, out var text))
        {
            throw new InvalidDataException($"{_name}: its metadata lacks '{CheckpointFormat.Key}'; it is no checkpoint, though it may be a model that Network.Load reads.");
        }

        if (!file.HasChecksum)
        {
            throw new InvalidDataException($"{_name}: the checkpoint has no checksum; it is damaged, or another program wrote it.");
        }

        _place = NetworkDescription.Parse(text, $"{_name}: checkpoint");
        var place = Place();
        var version = place.GetInt32("version");
        if (version is < 1 or > CurrentVersion)
        {
            throw new InvalidDataException($"{_name}: the checkpoint has version {version}; this program reads versions up to {CurrentVersion}. Update Interop.Native.");
        }

        Epoch = AtLeast(place, "epoch", 0);
        StepInEpoch = AtLeast(place, "stepInEpoch", 0);
        Step = place.GetInt64("step");
        Epochs = [.. place.GetEach("history").Select(ReadEpoch)];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The epoch in which it was taken, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The steps taken in that epoch.</summary>
    public int StepInEpoch { get; }

    /// <summary>The steps taken in all epochs.</summary>
    public long Step { get; }

    /// <summary>The figures of the epochs that are complete.</summary>
    public IReadOnlyList<EpochLog> Epochs { get; }

    /// <summary>What was wrong with newer checkpoints, which <see cref="FindLatest"/> passed over; a line for each.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="components">How components are read, for <see cref="CreateNetwork"/>; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no checkpoint; the message says where, what was expected and what came.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TrainingCheckpoint Load(string path, ComponentRegistry? components = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new TrainingCheckpoint(SafetensorsFile.Read(path), path, components);
    }

    /// <summary>Reads a checkpoint from a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="components">How components are read, for <see cref="CreateNetwork"/>; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">The content is damaged or no checkpoint.</exception>
    public static TrainingCheckpoint Load(Stream stream, ComponentRegistry? components = null) =>
        new(SafetensorsFile.Read(stream, "checkpoint"), "checkpoint", components);

    /// <summary>The latest checkpoint of a folder that can be read; null where there is none at all. What is wrong with later ones stands in <see cref="Problems"/>.</summary>
    /// <param name="folder">The folder of a <see cref="Training.Checkpoint"/>; it need not exist.</param>
    /// <param name="components">How components are read, for <see cref="CreateNetwork"/>; null for the engine's own.</param>
    /// <exception cref="InvalidDataException">There are checkpoints, but none can be read; the message says why.</exception>
    public static TrainingCheckpoint? FindLatest(string folder, ComponentRegistry? components = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var problems = new List<string>();
        foreach (var path in CheckpointFolder.List(folder).Reverse())
        {
            try
            {
                return new TrainingCheckpoint(SafetensorsFile.Read(path), path, components) { Problems = problems };
            }
            catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add(error is InvalidDataException ? error.Message : $"{System.IO.Path.GetFileName(path)}: {error.Message}");
            }
        }

        return problems.Count == 0
            ? null
            : throw new InvalidDataException($"None of the checkpoints in {folder} can be read: {string.Join(" ", problems)} Give another folder to begin anew.");
    }

    /// <summary>The network with the weights of the checkpoint, compiled as it was; for a training whose program is not at hand.</summary>
    /// <exception cref="InvalidDataException">The file does not describe the network, because it has components that the registry does not know.</exception>
    public Network CreateNetwork() => ModelFile.FromSafetensors(_file, _name, _components).Network;

    /// <summary>The texts beside the network, as <see cref="ModelFile.Metadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata
        .Where(pair => !pair.Key.StartsWith(CheckpointFormat.Prefix, StringComparison.Ordinal) && pair.Key != "format")
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Puts everything back that the checkpoint holds, and tells the loop where it was.</summary>
    /// <exception cref="NetworkException">The network, its optimizer or the callbacks are not those of the checkpoint.</exception>
    /// <exception cref="InvalidDataException">The file lacks something.</exception>
    internal TrainingPosition Restore(Network network, History history, IReadOnlyList<Metric> metrics, IReadOnlyList<Callback> callbacks)
    {
        var place = Place();
        RestoreOptimizer(network, place);
        RestoreParameters(network, place);
        network.Generator.Restore(Generator(CheckpointFormat.Generator));
        network.ShuffleGenerator.Restore(Generator(CheckpointFormat.Shuffle));
        RestoreCallbacks(CheckpointFormat.WithState(callbacks), place);
        for (var i = 0; i < metrics.Count; i++)
        {
            if (_file.Tensors.TryGetValue(CheckpointFormat.MetricTensor(i), out var state))
            {
                metrics[i].RestoreState(state.ToDoubles());
            }
        }

        foreach (var epoch in Epochs)
        {
            history.Add(epoch);
        }

        history.ResumedFrom = Path;
        var best = _file.Names.Where(name => name.StartsWith(CheckpointFormat.BestTensor(""), StringComparison.Ordinal))
            .ToDictionary(name => name[CheckpointFormat.BestTensor("").Length..], name => _file.Tensors[name].ToTensor());
        return new TrainingPosition
        {
            Epoch = Epoch,
            StepInEpoch = StepInEpoch,
            IsEpochComplete = place.GetBoolean("isEpochComplete"),
            Step = Step,
            Elapsed = Seconds(place, "seconds"),
            LossSum = place.GetDouble("lossSum"),
            Seen = place.GetInt64("seen"),
            OutputSums = [.. place.GetEach("outputSums").Select(sum => sum.GetDouble("value"))],
            StopReason = place.FindText("stopReason"),
            BestFigure = place.GetDouble("bestFigure"),
            BestWeights = best.Count > 0 ? best : null,
            Shuffle = Generator(CheckpointFormat.Shuffle),
            BatchSize = place.GetInt32("batchSize"),
            SampleCount = place.FindInt64("sampleCount"),
            Shuffles = place.GetBoolean("shuffles"),
            DropsLast = place.GetBoolean("dropsLast"),
        };
    }

    private OptionReader Place() => new(_place.RootElement, $"{_name}: checkpoint", ComponentRegistry.BuiltIn);

    private static int AtLeast(OptionReader options, string name, int smallest)
    {
        var value = options.GetInt32(name);
        return value >= smallest ? value : throw options.Error(name, $"is {smallest} or more, got {value}");
    }

    private static EpochLog ReadEpoch(OptionReader options)
    {
        var values = options.FindOptions("values") ?? throw options.Missing("values");
        return new EpochLog(AtLeast(options, "epoch", 1), values.Names.ToDictionary(name => name, name => values.GetDouble(name)), Seconds(options, "seconds"));
    }

    private static TimeSpan Seconds(OptionReader options, string name)
    {
        var seconds = options.GetDouble(name);
        return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : throw options.Error(name, string.Create(CultureInfo.InvariantCulture, $"is a time of 0 or more, got {seconds}"));
    }

    private void RestoreParameters(Network network, OptionReader place)
    {
        var weights = _file.Names.Where(name => !name.StartsWith(CheckpointFormat.Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name, name => _file.Tensors[name].ToTensor());
        try
        {
            network.LoadStateDict(weights);
        }
        catch (NetworkException error)
        {
            throw new NetworkException($"{_name}: the checkpoint is one of another network. {error.Message}", error);
        }

        var frozen = place.GetTexts("frozen").ToHashSet(StringComparer.Ordinal);
        foreach (var (name, parameter) in network.NamedParameters)
        {
            parameter.IsFrozen = frozen.Contains(name);
        }
    }

    private void RestoreOptimizer(Network network, OptionReader place)
    {
        var state = network.OptimizerState;
        var optimizer = state.Optimizer;
        var kind = place.GetText("optimizer");
        if (kind != optimizer.GetType().Name)
        {
            throw new NetworkException($"{_name}: the checkpoint was taken with the optimizer {kind}, but the network is compiled with {optimizer.GetType().Name}.");
        }

        foreach (var (name, parameter) in network.NamedParameters.Where(named => named.Parameter.IsTrainable))
        {
            var ofParameter = state[parameter];
            ofParameter.Step = Tensor(CheckpointFormat.OptimizerTensor(name, "step"), []).ToInt64s()[0];
            if (ofParameter.Scalars.Length > 0)
            {
                Tensor(CheckpointFormat.OptimizerTensor(name, "scalars"), ofParameter.Scalars.Length).ToDoubles().CopyTo(ofParameter.Scalars);
            }

            for (var slot = 0; slot < optimizer.SlotNames.Count; slot++)
            {
                parameter.WriteLike(Tensor(CheckpointFormat.OptimizerTensor(name, optimizer.SlotNames[slot]), parameter.Shape).ToTensor(), ofParameter.Slot(slot));
            }
        }

        state.Step = place.GetInt64("optimizerStep");
        place.Guard("learningRate", () => optimizer.LearningRate = place.GetSingle("learningRate"));
        if (optimizer.Momentum is not null && place.FindDouble("momentum") is { } momentum)
        {
            place.Guard("momentum", () => optimizer.Momentum = momentum);
        }
    }

    private void RestoreCallbacks(Callback[] callbacks, OptionReader place)
    {
        OptionReader[] saved = [.. place.GetEach("callbacks")];
        string[] kinds = [.. saved.Select(options => options.GetText(ComponentTable.Kind))];
        if (!kinds.SequenceEqual(callbacks.Select(callback => callback.GetType().Name)))
        {
            throw new NetworkException(
                $"{_name}: the checkpoint was taken with the callbacks [{string.Join(", ", kinds)}], which remember something; this training has " +
                $"[{string.Join(", ", callbacks.Select(callback => callback.GetType().Name))}]. Give the same ones in the same order.");
        }

        for (var i = 0; i < callbacks.Length; i++)
        {
            var state = saved[i].FindOptions("state") ?? throw saved[i].Missing("state");
            var prefix = CheckpointFormat.CallbackPrefix(i);
            var callback = callbacks[i];
            state.Guard("state", () =>
            {
                callback.RestoreState(state.Names.ToDictionary(name => name, name => state.GetDouble(name)));
                callback.RestoreTensors(_file.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                    .ToDictionary(name => name[prefix.Length..], name => _file.Tensors[name].ToTensor()));
                return callback;
            });
        }
    }

    private GeneratorState Generator(string name) =>
        _file.Tensors.TryGetValue(name, out var stored) ? new GeneratorState(stored.Bytes.Span) : throw Lacks(name);

    private StoredTensor Tensor(string name, Shape shape)
    {
        var stored = _file.Tensors.GetValueOrDefault(name) ?? throw Lacks(name);
        return stored.Shape == shape
            ? stored
            : throw new NetworkException($"{_name}: '{name}' has shape {stored.Shape}, but the network needs {shape}; the checkpoint is one of another network.");
    }

    private NetworkException Lacks(string name) => new($"{_name}: the checkpoint has no tensor '{name}', which this network needs; it is one of another network.");
}
