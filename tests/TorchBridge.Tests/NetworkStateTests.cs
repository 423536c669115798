using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.TorchBridge.Tests;

/// <summary>States into networks and out of them: by name, by rule, strictly or not.</summary>
public class NetworkStateTests
{
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "references", "torch");

    [Fact]
    public void A_recorded_module_of_PyTorch_loads_into_the_same_network()
    {
        var network = Small();

        var report = network.LoadTorchState(TorchStateFile.Read(Path.Combine(Recorded, "module.pt")));

        Assert.True(report.IsComplete);
        Assert.Equal(9, report.Loaded.Count);
        Assert.Equal("All 9 tensors fit.", report.ToString());
    }

    [Fact]
    public void A_wrapped_module_loads_by_rule()
    {
        var network = Small();
        var state = PyTorchFile.Read(Path.Combine(Recorded, "checkpoint.pt")).StateDict("state/model");

        Assert.Throws<TorchStateException>(() => network.LoadTorchState(state));
        network.LoadTorchState(state, new StateLoadOptions { Names = NameMap.Unwrapped });

        Assert.Equal(state["module.0.weight"].ToTensor().ToArray(), network.StateDict()["0.weight"].ToArray());
    }

    [Fact]
    public void A_network_comes_back_from_its_own_state()
    {
        var (network, other) = (Small(seed: 1), Small(seed: 2));

        var state = network.ToTorchState();
        other.LoadTorchState(state);

        Assert.Equal(ElementType.Int64, state["1.num_batches_tracked"].Type);
        Assert.All(network.StateDict(), pair => Assert.Equal(pair.Value.ToArray(), other.StateDict()[pair.Key].ToArray()));
    }

    [Fact]
    public void Half_and_double_precision_become_single_precision()
    {
        var network = new Sequential(new Dense(1, useBias: false));
        network.Build(2);
        var state = new TorchState();
        state.Add("0.weight", StoredTensor.From([1, 2], [0.1, 1e-3]));
        network.LoadTorchState(state);
        Assert.Equal([0.1f, 1e-3f], network.StateDict()["0.weight"].ToArray());

        // 1.5 and −2 as bfloat16: 0x3FC0, 0xC000.
        var half = new TorchState();
        half.Add("0.weight", new StoredTensor(ElementType.BFloat16, [1, 2], new byte[] { 0xC0, 0x3F, 0x00, 0xC0 }));
        network.LoadTorchState(half);
        Assert.Equal([1.5f, -2f], network.StateDict()["0.weight"].ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_reported_and_changes_nothing()
    {
        var network = Small();
        var before = network.StateDict();
        var state = network.ToTorchState().Rename(NameMap.Same.WithName("0.bias", "0.offset").With(name => name == "1.bias" ? null : name));
        var bent = new TorchState();
        foreach (var (name, tensor) in state.Tensors)
        {
            bent.Add(name, name == "5.weight" ? new StoredTensor(tensor.Type, [36, 10], tensor.Bytes) : StoredTensor.From(new Tensor(tensor.Shape)));
        }

        var error = Assert.Throws<TorchStateException>(() => network.LoadTorchState(bent));

        Assert.Equal(["0.bias", "1.bias"], error.Report!.Missing);
        Assert.Equal(["0.offset"], error.Report.Unexpected);
        Assert.Equal([new MisshapenTensor("5.weight", [10, 36], [36, 10])], error.Report.Misshapen);
        Assert.Contains("'5.weight' ([10, 36] here, [36, 10] in the state)", error.Message, StringComparison.Ordinal);
        Assert.All(before, pair => Assert.Equal(pair.Value.ToArray(), network.StateDict()[pair.Key].ToArray()));

        var report = network.LoadTorchState(bent, new StateLoadOptions { Strict = false });

        Assert.Equal(6, report.Loaded.Count);
        Assert.False(report.IsComplete);
        Assert.All(network.StateDict()["0.weight"].ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(before["5.weight"].ToArray(), network.StateDict()["5.weight"].ToArray());
    }

    [Fact]
    public void Rules_apply_in_order()
    {
        var names = NameMap.Unwrapped.Without("classifier.").WithPrefixReplaced("features.", "body.").WithName("body.0.gamma", "body.0.weight").WithPrefix("net.");

        Assert.Equal("net.body.0.weight", names.Apply("module._orig_mod.module.features.0.gamma"));
        Assert.Null(names.Apply("module.classifier.weight"));
        Assert.Equal("net.head", names.Apply("head"));
        Assert.Equal("head", NameMap.Same.WithoutPrefix("net.").Apply("net.head"));
    }

    [Fact]
    public void Two_tensors_cannot_get_one_name()
    {
        var state = new TorchState();
        state.Add("a.weight", Tensor.From(1f));
        state.Add("weight", Tensor.From(1f));

        Assert.Throws<ArgumentException>(() => state.Rename(NameMap.Same.WithoutPrefix("a.")));
        Assert.Throws<ArgumentException>(() => state.Add("weight", Tensor.From(2f)));
        Assert.Contains("'a.weight'", Assert.Throws<KeyNotFoundException>(() => state["bias"]).Message, StringComparison.Ordinal);
    }

    private static Sequential Small(int seed = 0)
    {
        var network = new Sequential(
            new Conv2D(4, 3), new BatchNormalization(), new Native.Activations.ReLU(), new MaxPool2D(2), new Flatten(), new Dense(10))
        {
            Generator = new TorchGenerator((ulong)seed),
        };
        network.Build(new Shape(1, 8, 8));
        return network;
    }
}
