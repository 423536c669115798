using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Interop.Native.Data;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Files;

/// <summary>
/// Files of every version, kept beside the tests, are read as when they were written. Who raises a version runs
/// <see cref="Keep_the_files_of_this_version"/> first (<c>-explicit only</c>), and adds the new number here.
/// </summary>
public sealed class VersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-version-").FullName;

    public static TheoryData<int> Versions => [1];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void There_are_files_of_this_version()
    {
        Assert.Contains(ModelFile.CurrentVersion, Versions.Select(row => row.Data));
        Assert.Contains(TrainingCheckpoint.CurrentVersion, Versions.Select(row => row.Data));
        Assert.True(File.Exists(Kept("model", ModelFile.CurrentVersion, "safetensors")));
        Assert.True(File.Exists(Kept("checkpoint", TrainingCheckpoint.CurrentVersion, "safetensors")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_model_of_any_version_computes_what_it_did(int version)
    {
        var file = ModelFile.Load(Kept("model", version, "safetensors"));
        Assert.Equal(version, file.Version);
        Assert.Equal(2, file.Schedules.Count);
        Assert.IsType<AdamW>(file.Network.Optimizer);
        float[] expected = [.. file.Metadata["expected"].Split(' ').Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        Tolerance.Float32.AssertClose(expected, file.Network.Predict(Inputs())[0].Span, "prediction");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Components_of_any_version_have_the_options_they_had(int version)
    {
        using var kept = JsonDocument.Parse(File.ReadAllText(Kept("components", version, "json")));
        var count = 0;
        foreach (var json in kept.RootElement.EnumerateArray())
        {
            var name = json.GetProperty("kind").GetString()!;
            var example = ComponentExamples.All.First(component => component.GetType().Name == name);
            using var again = JsonDocument.Parse(ComponentConformanceTests.Write(ComponentConformanceTests.Read(example, json.GetRawText())));
            foreach (var option in json.EnumerateObject())
            {
                Assert.True(again.RootElement.TryGetProperty(option.Name, out var value), $"{name} has lost '{option.Name}'");
                Assert.Equal(option.Value.GetRawText(), value.GetRawText());
            }

            count++;
        }

        Assert.True(count > 90, $"{count} components");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_checkpoint_of_any_version_goes_on(int version)
    {
        var checkpoint = TrainingCheckpoint.Load(Kept("checkpoint", version, "safetensors"));
        Assert.Equal((2, 1, 6L), (checkpoint.Epoch, checkpoint.StepInEpoch, checkpoint.Step));
        Assert.Equal(checkpoint.Epochs[0].Values["loss"].ToString("R", CultureInfo.InvariantCulture), checkpoint.Metadata["loss"]);
        var resumed = Compiled();
        var history = Train(checkpoint, new StepWatch(_ => { }), resumed);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(checkpoint.Epochs[0].Values, history.Epochs[0].Values);

        // It comes to where a training comes that was not interrupted.
        var whole = Compiled();
        Train(null, new StepWatch(_ => { }), whole);
        foreach (var ((name, expected), (_, actual)) in whole.NamedParameters.Zip(resumed.NamedParameters))
        {
            Tolerance.Float32.AssertClose(expected.Read().Span, actual.Read().Span, name);
        }
    }

    [Fact]
    public void Files_of_a_newer_version_are_refused_with_what_to_do()
    {
        foreach (var (what, key, before, after) in new[]
        {
            ("model", "interop.version", "1", (ModelFile.CurrentVersion + 1).ToString(CultureInfo.InvariantCulture)),
            ("checkpoint", "interop.checkpoint", "\"version\":1", $"\"version\":{TrainingCheckpoint.CurrentVersion + 1}"),
        })
        {
            var file = SafetensorsFile.Read(Kept(what, 1, "safetensors"));
            file.Metadata[key] = file.Metadata[key].Replace(before, after, StringComparison.Ordinal);
            var path = Path.Combine(_folder, $"{what}.safetensors");
            file.Write(path);
            var error = Assert.Throws<InvalidDataException>(() => what == "model" ? (object)ModelFile.Load(path) : TrainingCheckpoint.Load(path));
            Assert.Contains($"{what}.safetensors", error.Message);
            Assert.Contains("version", error.Message);
            Assert.Contains("up to 1. Update Interop.Native", error.Message);
        }
    }

    [Fact(Explicit = true)]
    public void Keep_the_files_of_this_version()
    {
        var folder = Path.Combine(SourceFolder(), "references");
        var network = Compiled();
        network.Fit(Data(), batchSize: 4, epochs: 2);
        var expected = string.Join(' ', network.Predict(Inputs())[0].ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        new ModelFile(network) { Schedules = [new LinearWarmup(3), new CosineSchedule(9)], Metadata = { ["expected"] = expected } }
            .Save(Path.Combine(folder, $"model-{ModelFile.CurrentVersion}.safetensors"));
        Train(null, new StepWatch(run =>
        {
            if (run.Step == 6 && !run.IsEpochComplete)
            {
                run.SaveCheckpoint(
                    Path.Combine(folder, $"checkpoint-{TrainingCheckpoint.CurrentVersion}.safetensors"),
                    metadata: new Dictionary<string, string> { ["loss"] = run.History["loss"][0].ToString("R", CultureInfo.InvariantCulture) });
            }
        }));
        File.WriteAllText(
            Path.Combine(folder, $"components-{ModelFile.CurrentVersion}.json"),
            $"[\n{string.Join(",\n", ComponentExamples.All.Select(ComponentConformanceTests.Write))}\n]\n");
    }

    private static string Kept(string what, int version, string ending) =>
        Path.Combine(AppContext.BaseDirectory, "Files", "references", string.Create(CultureInfo.InvariantCulture, $"{what}-{version}.{ending}"));

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    // Two inputs, a branch with a convolution, shared weights, batch normalization and two kinds of parameter groups.
    private static Model Compiled()
    {
        var (image, numbers) = (Symbol.Input(new Shape(1, 4, 4), "image"), Symbol.Input(3, "numbers"));
        var seen = new Flatten().Call(new MaxPool2D().Call(new BatchNormalization().Call(new Conv2D(2, 3, padding: "same", activation: "relu").Call(image))));
        var shared = new Dense(4, "tanh", name: "shared");
        var read = shared.Call(shared.Call(new Dense(4, kernelInitializer: "he_normal").Call(numbers)));
        var answer = new Dense(2, "softmax", name: "answer").Call(new Dropout(0.25).Call(new Concatenate().Call(seen, read)));
        var network = new Model([image, numbers], [answer]) { Generator = new TorchGenerator(11), Threads = 1 };
        network.Build();
        network.Compile(
            new AdamW(0.01f) { Clipping = new ClipByGlobalNorm(5), Groups = [new ParameterGroup(name => name.EndsWith("bias", StringComparison.Ordinal)) { WeightDecay = 0 }] },
            "categorical_crossentropy",
            "accuracy");
        return network;
    }

    private static Tensor[] Inputs()
    {
        var random = new TorchGenerator(12);
        Tensor[] inputs = [new Tensor([20, 1, 4, 4]), new Tensor([20, 3])];
        random.FillNormal(inputs[0].Span, 0, 1);
        random.FillNormal(inputs[1].Span, 0, 1);
        return inputs;
    }

    private static TensorDataset Data() =>
        new(Inputs(), [Tensor.FromClasses([.. Enumerable.Range(0, 20).Select(i => i % 2)])]);

    private static History Train(TrainingCheckpoint? from, StepWatch watch, Model? network = null) => (network ?? Compiled()).Fit(
        Data(),
        batchSize: 4,
        epochs: 3,
        callbacks: [watch, new ExponentialSchedule(0.9, ScheduleInterval.Step), new EarlyStopping("loss", patience: 9, restoreBestWeights: true)],
        resumeFrom: from);

    private sealed class StepWatch(Action<TrainingRun> settled) : Callback
    {
        public override void OnSettled(TrainingRun run) => settled(run);
    }
}
