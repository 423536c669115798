using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.TorchBridge.Tests.Optimizers;

/// <summary>
/// Trainings that PyTorch 1.13 stopped after five steps (<c>tests/oracles/torch_optimizers_saved.py</c>): five more steps here give the weights
/// that five more gave there.
/// </summary>
public class SavedOptimizerTests
{
    // float32 for ten steps of a network of 83 weights of size 1: measured differences lie below 3e-7.
    private const float Tolerance = 2e-6f;
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "references", "optimizers");
    private static readonly string[] Names = ["0.weight", "0.bias", "2.weight", "2.bias"];

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Recorded, "*.pt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_goes_on_where_PyTorch_stopped(string name)
    {
        var file = PyTorchFile.Read(Path.Combine(Recorded, $"{name}.pt"));
        var saved = TorchOptimizerState.Of(file);
        string[] order = name == "adamw-groups" ? ["0.bias", "2.bias", "0.weight", "2.weight"] : Names;

        var difference = Difference(GoOn(file, network => network.LoadTorchOptimizer(saved, order)), file);

        Assert.True(difference <= Tolerance, $"{name} differs by {difference}.");
        if (name != "sgd")
        {
            // Without what the optimizer remembered it goes elsewhere, so that agreement means something.
            Assert.True(Difference(GoOn(file, _ => { }), file) > 100 * Tolerance);
        }
    }

    [Fact]
    public void All_recorded_kinds_are_here() => Assert.Equal(13, Cases.Count);

    [Fact]
    public void The_kind_is_told_where_the_file_tells_it()
    {
        foreach (string name in (IEnumerable<string>)["sgd", "rmsprop", "adagrad", "adadelta", "adamax", "radam"])
        {
            Assert.Equal(name, TorchOptimizerState.Of(PyTorchFile.Read(Path.Combine(Recorded, $"{name}.pt"))).Kind);
        }

        var adam = TorchOptimizerState.Of(PyTorchFile.Read(Path.Combine(Recorded, "adam.pt")));
        Assert.Null(adam.Kind);
        Assert.Contains("Adam and AdamW look alike", Assert.Throws<TorchStateException>(() => adam.CreateOptimizer()).Message, StringComparison.Ordinal);
        Assert.IsType<AdamW>(adam.CreateOptimizer("AdamW"));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_changes_nothing()
    {
        var file = PyTorchFile.Read(Path.Combine(Recorded, "adam.pt"));
        var saved = TorchOptimizerState.Of(file);
        var network = Network(file);
        network.Compile(new Adam(), "mse");

        string Message(Action action) => Assert.Throws<TorchStateException>(action).Message;
        Assert.Contains("'exp_avg' of '0.bias' has shape [8] here and [8, 6]", Message(() => network.LoadTorchOptimizer(saved, ["0.bias", "0.weight", "2.weight", "2.bias"])), StringComparison.Ordinal);
        Assert.Contains("no parameter '1.weight'", Message(() => network.LoadTorchOptimizer(saved, ["1.weight"])), StringComparison.Ordinal);
        Assert.Contains("saved with 4 parameters, the network has 1", Message(() => network.LoadTorchOptimizer(saved, ["0.weight"])), StringComparison.Ordinal);
        Assert.Equal(0, network.OptimizerState.Step);
        network.Compile(new RMSprop(), "mse");
        Assert.Contains("RMSprop remembers 'square_avg'", Message(() => network.LoadTorchOptimizer(saved)), StringComparison.Ordinal);
        Assert.Contains("no option 'alpha'", Message(() => saved.CreateOptimizer("rmsprop")), StringComparison.Ordinal);
        Assert.Contains("'lbfgs' cannot be taken over", Message(() => saved.CreateOptimizer("lbfgs")), StringComparison.Ordinal);
        Assert.Throws<TorchFileException>(() => TorchOptimizerState.Of(file, "model"));

        var group = new TorchParameterGroup(new Dictionary<string, double>(saved.Groups[0].Options) { ["lr"] = double.NaN }, [0, 1, 2, 3]);
        Assert.Contains("finite number", Message(() => new TorchOptimizerState("adam", [group], saved.Parameters).CreateOptimizer()), StringComparison.Ordinal);
        var upwards = new TorchParameterGroup(new Dictionary<string, double>(saved.Groups[0].Options) { ["maximize"] = 1 }, [0, 1, 2, 3]);
        Assert.Contains("maximizes", Message(() => new TorchOptimizerState("adam", [upwards], saved.Parameters).CreateOptimizer()), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_keep_their_learning_rates_and_decays()
    {
        var saved = TorchOptimizerState.Of(PyTorchFile.Read(Path.Combine(Recorded, "adamw-groups.pt")));

        Assert.Contains("Give the names of its 4 parameters", Assert.Throws<TorchStateException>(() => saved.CreateOptimizer("adamw")).Message, StringComparison.Ordinal);
        var optimizer = saved.CreateOptimizer("adamw", ["0.bias", "2.bias", "0.weight", "2.weight"]);

        Assert.Equal(0.02f, optimizer.LearningRate);
        Assert.Equal([(1f, 0f), (0.5f, 0.1f)], optimizer.Groups.Select(group => (group.LearningRateFactor, group.WeightDecay!.Value)));
    }

    private static Sequential Network(PyTorchFile file)
    {
        var network = new Sequential(new Dense(8), new Tanh(), new Dense(3));
        network.Build(6);
        network.LoadTorchState(file.StateDict("model"));
        return network;
    }

    private static Sequential GoOn(PyTorchFile file, Action<Network> prepare)
    {
        var network = Network(file);
        string[] order = ["0.bias", "2.bias", "0.weight", "2.weight"];
        network.Compile(TorchOptimizerState.Of(file).CreateOptimizer(file.Text("kind"), order), "mse");
        prepare(network);
        var (x, y) = (file.StateDict("")["x"].ToTensor(), file.StateDict("")["y"].ToTensor());
        network.Fit(x, y, batchSize: 16, epochs: 5, shuffle: false);
        return network;
    }

    private static float Difference(Network network, PyTorchFile file)
    {
        var (ours, theirs) = (network.StateDict(), file.StateDict("later"));
        return Names.Max(name => ours[name].ToArray().Zip(theirs[name].ToTensor().ToArray(), (a, b) => Math.Abs(a - b)).Max());
    }
}
