using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.TorchBridge.Tests.Optimizers;

/// <summary>Trainings that TorchSharp 0.106 stopped after five steps (<c>Live/TorchSharpRecorder.cs</c>) go on here as they did there.</summary>
public class SavedTorchSharpTests
{
    // float32 for ten steps of a network of 83 weights of size 1.
    private const float Tolerance = 2e-6f;
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "references", "torchsharp");

    public static TheoryData<string> Names =>
        ["Adadelta", "Adagrad", "Adam", "AMSGrad", "AdamW", "Adamax", "NAdam", "RMSProp", "RMSProp-centered", "SGD", "SGD-momentum"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_goes_on_where_TorchSharp_stopped(string name) => AssertGoesOn(Recorded, name);

    /// <summary>Asserts that a recorded training goes on as it did.</summary>
    internal static void AssertGoesOn(string folder, string name)
    {
        var state = TorchStateFile.Read(Path.Combine(folder, $"{name}.state.dat"));
        var saved = TorchOptimizerState.ReadTorchSharp(Path.Combine(folder, $"{name}.optimizer.dat"));
        var network = new Sequential(new Dense(8), new Tanh(), new Dense(3));
        network.Build(6);
        network.LoadTorchState(state, new StateLoadOptions { Names = NameMap.Same.With(key => key.StartsWith("model.", StringComparison.Ordinal) ? key[6..] : null) });
        network.Compile(saved.CreateOptimizer(), "mse");
        network.LoadTorchOptimizer(saved);
        network.Fit(state["x"].ToTensor(), state["y"].ToTensor(), batchSize: 16, epochs: 5, shuffle: false);

        foreach (var (key, value) in network.StateDict())
        {
            Assert.Equal(state[$"later.{key}"].ToTensor().ToArray(), value.ToArray(), (a, b) => Math.Abs(a - b) <= Tolerance);
        }
    }

    /// <summary>Asserts that a recording has the kind, the options and the shapes of the one in the repository, and nearly its numbers.</summary>
    internal static void AssertSameKind(string folder, string name)
    {
        var (here, there) = (TorchOptimizerState.ReadTorchSharp(Path.Combine(folder, $"{name}.optimizer.dat")), TorchOptimizerState.ReadTorchSharp(Path.Combine(Recorded, $"{name}.optimizer.dat")));
        Assert.Equal(there.Kind, here.Kind);
        Assert.Equal(there.Groups[0].Options, here.Groups[0].Options);
        for (var i = 0; i < there.Parameters.Count; i++)
        {
            Assert.Equal(there.Parameters[i].Step, here.Parameters[i].Step);
            foreach (var (slot, tensor) in there.Parameters[i].Slots)
            {
                Assert.Equal(tensor.ToTensor().ToArray(), here.Parameters[i].Slots[slot].ToTensor().ToArray(), (a, b) => Math.Abs(a - b) <= Tolerance);
            }
        }
    }
}
