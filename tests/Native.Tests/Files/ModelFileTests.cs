using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Layers;
using Interop.Native.Tests.Networks;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Files;

/// <summary>A network that was saved and loaded is the same network: it predicts and trains with the same bits.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-model-").FullName;

    public static TheoryData<string> LayerNames => [.. LayerCases.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void A_network_with_any_layer_comes_back(string name)
    {
        var layerCase = LayerCases.All[name];
        Symbol[] symbols = [.. layerCase.Inputs.Select((shape, i) => Symbol.Input(shape, $"x{i}"))];
        var network = new Model(symbols, [layerCase.Create().Call(symbols)]) { Generator = new TorchGenerator(4) };
        network.Build();
        var again = Copy(network);
        var random = new TorchGenerator(5);
        Tensor[] inputs = [.. layerCase.Inputs.Select(shape =>
        {
            var tensor = new Tensor(shape.Prepend(3));
            random.FillNormal(tensor.Span, 0, 1);
            return tensor;
        })];

        Assert.Equal(NetworkExamples.Bits(network), NetworkExamples.Bits(again));
        Assert.Equal(network.Predict(inputs)[0].ToArray(), again.Predict(inputs)[0].ToArray());
        Assert.Equal(network.Layers[0].Name, again.Layers[0].Name);
    }

    [Fact]
    public void A_trained_network_comes_back_and_trains_on_with_the_same_bits()
    {
        var (x, y) = NetworkExamples.Classes(40);
        var network = NetworkExamples.Classifier();
        network.Compile(
            new AdamW(0.01f) { Clipping = new ClipByGlobalNorm(1), Groups = [new ParameterGroup(name => name.EndsWith("bias", StringComparison.Ordinal)) { WeightDecay = 0 }] },
            "categorical_crossentropy",
            "accuracy");
        network.Fit(x, y, epochs: 2);
        var again = Copy(network);

        Assert.Equal(network.Evaluate(x, y), again.Evaluate(x, y));

        // Both go on with a fresh optimizer state and the same random numbers.
        network.Compile(network.Optimizer!, network.Losses, [.. network.Metrics]);
        (network.Generator, again.Generator) = (new TorchGenerator(8), new TorchGenerator(8));
        (network.ShuffleGenerator, again.ShuffleGenerator) = (new TorchGenerator(9), new TorchGenerator(9));
        network.Fit(x, y, epochs: 2);
        again.Fit(x, y, epochs: 2);
        Assert.Equal(NetworkExamples.Bits(network), NetworkExamples.Bits(again));
    }

    [Theory]
    [InlineData("PyTorch")]
    [InlineData("Keras")]
    [InlineData("Lecture")]
    public void Conventions_come_back_with_what_they_decide(string name)
    {
        var conventions = new[] { Conventions.PyTorch, Conventions.Keras, Conventions.Lecture }.Single(c => c.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        var (x, y) = NetworkExamples.Classes(30);
        var network = NetworkExamples.Classifier();
        network.Conventions = conventions;
        network.Layers[4].SetActivityRegularizer(new L2());
        network.Compile("adam", "categorical_crossentropy");
        network.Build(new Shape(8));
        var again = Copy(network);
        (network.Generator, again.Generator) = (new TorchGenerator(8), new TorchGenerator(8));
        (network.ShuffleGenerator, again.ShuffleGenerator) = (new TorchGenerator(9), new TorchGenerator(9));

        Assert.Equal(conventions, again.Conventions);
        network.Fit(x, y, epochs: 3);
        again.Fit(x, y, epochs: 3);
        Assert.Equal(NetworkExamples.Bits(network), NetworkExamples.Bits(again));
    }

    [Fact]
    public void A_graph_with_shared_layers_several_inputs_and_outputs_comes_back()
    {
        var (left, right) = (Symbol.Input(6, "left"), Symbol.Input(6, "right"));
        var shared = new Dense(5, "tanh", name: "shared");
        var (a, b) = (shared.Call(left), shared.Call(right));
        var joined = new Concatenate().Call(new Add().Call(a, b), b);
        var first = new Dense(2, name: "first").Call(joined);
        var network = new Model([left, right], [new Dense(1, "sigmoid").Call(first), first]);
        network.Build();
        network.Layers[0].Parameters[0].IsFrozen = true;
        network.Compile(new SGD(0.1f, momentum: 0.9), ["bce", "mse"]);
        var again = Copy(network);
        var inputs = new[] { new Tensor([4, 6]), new Tensor([4, 6]) };
        new TorchGenerator(1).FillNormal(inputs[0].Span, 0, 1);
        new TorchGenerator(2).FillNormal(inputs[1].Span, 0, 1);

        Assert.Equal(network.Layers.Select(layer => layer.Name), again.Layers.Select(layer => layer.Name));
        Assert.Equal(["left", "right"], again.Graph.Inputs.Select(input => input.Name));
        Assert.True(again.Layers[0].Parameters[0].IsFrozen);
        Assert.Equal(2, again.Losses.Count);
        Assert.Equal(network.Predict(inputs).Select(output => output.ToArray()), again.Predict(inputs).Select(output => output.ToArray()));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        var network = NetworkExamples.Classifier();
        network.Build(new Shape(8));
        network.Compile("adam", "categorical_crossentropy", "accuracy");

        Assert.Equal(Bytes(network), Bytes(network));
        Assert.Equal(Bytes(network), Bytes(Copy(network)));
    }

    [Fact]
    public void Texts_and_schedules_stand_beside_the_network()
    {
        var network = NetworkExamples.Classifier();
        network.Build(new Shape(8));
        network.Compile("adam", "categorical_crossentropy");
        var path = Path.Combine(_folder, "model.safetensors");
        var file = new ModelFile(network) { Schedules = [new StepSchedule(7, 0.5)], Metadata = { ["classes"] = "cat,dog,\"größer\"" } };
        file.Save(path);
        var again = ModelFile.Load(path);

        Assert.Equal(ModelFile.CurrentVersion, again.Version);
        Assert.Equal(file.Metadata, again.Metadata);
        Assert.Equal(7, Assert.IsType<StepSchedule>(Assert.Single(again.Schedules)).StepSize);
        Assert.Equal([path], Directory.GetFiles(_folder));
        file.Metadata["interop.mine"] = "";
        Assert.Throws<ArgumentException>(() => file.Save(path));
    }

    [Fact]
    public void Batches_are_counted_in_whole_numbers_as_in_PyTorch()
    {
        var network = NetworkExamples.Classifier();
        network.Build(new Shape(8));
        using var bytes = new MemoryStream(Bytes(network));
        var tensors = SafetensorsFile.Read(bytes, "test").Tensors;
        Assert.Equal(ElementType.Int64, tensors["1.num_batches_tracked"].Type);
        Assert.Equal(ElementType.Float32, tensors["0.weight"].Type);
        Assert.Equal([24, 8], tensors["0.weight"].Shape);
    }

    [Fact]
    public void A_description_by_hand_leaves_out_what_has_a_default()
    {
        var network = NetworkDescription.Read(
            """
            {
              "kind": "Sequential", "inputs": [{ "shape": [1, 8, 8] }],
              "layers": [
                { "kind": "Conv2D", "filters": 4, "kernelSize": 3, "padding": "same", "activation": "relu" },
                { "kind": "MaxPool2D" }, // two by two
                { "kind": "Flatten" },
                { "kind": "Dense", "units": 3, "kernelInitializer": "he_normal", "kernelRegularizer": { "kind": "L2", "strength": 0.1 } },
              ]
            }
            """,
            generator: new TorchGenerator(3));
        Assert.Equal(new Shape(3), network.OutputShapes[0]);
        Assert.Equal(["0.weight", "0.bias", "3.weight", "3.bias"], network.NamedParameters.Select(named => named.Name));
    }

    [Fact]
    public void A_component_of_ones_own_needs_the_registry()
    {
        var network = new Sequential(new Dense(2));
        network.Build(new Shape(3));
        network.Compile(new SGD(), new OwnLoss());
        var error = Assert.Throws<NotSupportedException>(() => network.Save(new MemoryStream()));
        Assert.Contains("OwnLoss", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddLoss", error.Message, StringComparison.Ordinal);

        using var stream = new MemoryStream();
        new ModelFile(network) { IncludesTraining = false }.Save(stream);
        stream.Position = 0;
        Assert.Null(Network.Load(stream).Optimizer);

        ComponentRegistry Registry() => new ComponentRegistry().AddLoss<OwnLoss>("own", (_, _) => { }, _ => new OwnLoss());
        using var whole = new MemoryStream();
        network.Save(whole, Registry());
        whole.Position = 0;
        Assert.Throws<InvalidDataException>(() => Network.Load(whole));
        whole.Position = 0;
        Assert.IsType<OwnLoss>(Network.Load(whole, Registry()).Losses[0]);
        Assert.Throws<ArgumentException>(() => Registry().AddLoss<OwnLoss>("again", (_, _) => { }, _ => new OwnLoss()));
        Assert.Throws<ArgumentException>(() => Registry().AddMetric<LossMetric>("Accuracy", (_, _) => { }, _ => null!));
    }

    private static byte[] Bytes(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }

    private static Network Copy(Network network)
    {
        using var stream = new MemoryStream(Bytes(network));
        return Network.Load(stream);
    }

    private sealed class OwnLoss : Loss
    {
        protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient) => losses.Clear();
    }
}
