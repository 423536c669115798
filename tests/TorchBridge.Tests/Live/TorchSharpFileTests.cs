using Interop.Native.Files;
using Interop.TorchBridge.Tests.Infrastructure;
#if HAS_TORCHSHARP
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>TorchSharp's files are read, and ours are read by TorchSharp, bit for bit.</summary>
[Collection("TorchSharp")]
public class TorchSharpFileTests
{
    [Fact]
    public void A_module_goes_there_and_back_bit_for_bit()
    {
#if HAS_TORCHSHARP
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var module = new ResidualNetwork();
        module.call(randn(4, 3, 8, 8));
        module.save(folder.File("theirs.dat"));

        var state = TorchStateFile.Read(folder.File("theirs.dat"));
        AssertSame(module.state_dict(), state);
        TorchStateFile.Write(folder.File("ours.dat"), state);
        Assert.Equal(File.ReadAllBytes(folder.File("theirs.dat")), File.ReadAllBytes(folder.File("ours.dat")));

        var other = new ResidualNetwork();
        other.load(folder.File("ours.dat"));
        AssertSame(other.state_dict(), state);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Every_type_goes_there_and_back_bit_for_bit()
    {
#if HAS_TORCHSHARP
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var state = SampleStates.OfAllTypes(TorchStateFormat.TorchSharp);
        var theirs = state.Tensors.ToDictionary(pair => pair.Key, pair => ToTorch(pair.Value));
        using (var writer = new BinaryWriter(File.Create(folder.File("theirs.dat"))))
        {
            nn.Module.save_state_dict(writer, theirs);
        }

        Assert.Equal(TensorListing.Of(state), TensorListing.Of(TorchStateFile.Read(folder.File("theirs.dat"))));
        Assert.Equal(File.ReadAllBytes(folder.File("theirs.dat")), SampleStates.Bytes(state, TorchStateFormat.TorchSharp));
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_state_of_the_size_of_a_ResNet_goes_there_and_back()
    {
#if HAS_TORCHSHARP
        // 25 million floats, in as many tensors as a ResNet-50 has.
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var state = new TorchState();
        var random = new Random(1);
        for (var i = 0; i < 160; i++)
        {
            state.Add($"layer{i}.weight", SampleStates.Tensor(random, ElementType.Float32, [160, 1000]));
            state.Add($"layer{i}.num_batches_tracked", SampleStates.Tensor(random, ElementType.Int64, []));
        }

        TorchStateFile.Write(folder.File("ours.dat"), state);
        using (var reader = new BinaryReader(File.OpenRead(folder.File("ours.dat"))))
        {
            var module = new Holder(state);
            module.load(reader);
            AssertSame(module.state_dict(), state);
            module.save(folder.File("theirs.dat"));
        }

        Assert.Equal(TensorListing.Of(state), TensorListing.Of(TorchStateFile.Read(folder.File("theirs.dat"))));
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Theory]
    [InlineData("Adadelta")]
    [InlineData("Adagrad")]
    [InlineData("Adam")]
    [InlineData("AMSGrad")]
    [InlineData("AdamW")]
    [InlineData("Adamax")]
    [InlineData("NAdam")]
    [InlineData("RMSProp")]
    [InlineData("RMSProp centered")]
    [InlineData("SGD")]
    [InlineData("SGD momentum")]
    public void A_training_goes_on_where_TorchSharp_stopped(string name)
    {
#if HAS_TORCHSHARP
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        manual_seed(5);
        var module = Sequential(Linear(6, 8), nn.Tanh(), Linear(8, 3));
        var (x, y) = (randn(16, 6), randn(16, 3));
        var optimizer = Optimizer(name, module);
        void Step()
        {
            optimizer.zero_grad();
            functional.mse_loss(module.call(x), y).backward();
            optimizer.step();
        }

        for (var i = 0; i < 5; i++)
        {
            Step();
        }

        module.save(folder.File("module.dat"));
        optimizer.save_state_dict(folder.File("optimizer.dat"));
        for (var i = 0; i < 5; i++)
        {
            Step();
        }

        var network = new Native.Networks.Sequential(new Dense(8), new Native.Activations.Tanh(), new Dense(3));
        network.Build(6);
        network.LoadTorchState(TorchStateFile.Read(folder.File("module.dat")));
        var saved = TorchOptimizerState.ReadTorchSharp(folder.File("optimizer.dat"));
        network.Compile(saved.CreateOptimizer(), "mse");
        network.LoadTorchOptimizer(saved);
        network.Fit(x.ToNative(), y.ToNative(), batchSize: 16, epochs: 5, shuffle: false);

        foreach (var (key, tensor) in module.state_dict())
        {
            Assert.Equal(tensor.ToNative().ToArray(), network.StateDict()[key].ToArray(), (a, b) => Math.Abs(a - b) <= 2e-6);
        }
#else
        Assert.Skip($"{name}: {Backends.TorchSharp.Summary}");
#endif
    }

    [Fact]
    public void A_training_of_RAdam_keeps_what_TorchSharp_remembered()
    {
#if HAS_TORCHSHARP
        // TorchSharp 0.106 multiplies RAdam's rectified step by the learning rate twice, so only what it remembers is compared.
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var module = Sequential(Linear(6, 3));
        var optimizer = optim.RAdam(module.parameters());
        for (var i = 0; i < 3; i++)
        {
            module.call(ones(2, 6)).sum().backward();
            optimizer.step();
        }

        optimizer.save_state_dict(folder.File("optimizer.dat"));
        var saved = TorchOptimizerState.ReadTorchSharp(folder.File("optimizer.dat"));

        Assert.Equal("radam", saved.Kind);
        Assert.Equal(3, saved.Parameters[0].Step);
        Assert.Equal([3, 6], saved.Parameters[0].Slots["exp_avg"].Shape);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
#if HAS_TORCHSHARP

    private static TorchSharp.Modules.OptimizerHelper Optimizer(string name, nn.Module module) => name switch
    {
        "Adadelta" => optim.Adadelta(module.parameters(), 1),
        "Adagrad" => optim.Adagrad(module.parameters(), 0.1, 0.01),
        "Adam" => optim.Adam(module.parameters(), 0.01, 0.8, 0.99, weight_decay: 0.01),
        "AMSGrad" => optim.Adam(module.parameters(), 0.01, amsgrad: true),
        "AdamW" => optim.AdamW(module.parameters(), 0.01, weight_decay: 0.1),
        "Adamax" => optim.Adamax(module.parameters(), 0.01),
        "NAdam" => optim.NAdam(module.parameters(), 0.01),
        "RMSProp" => optim.RMSProp(module.parameters(), 0.01),
        "RMSProp centered" => optim.RMSProp(module.parameters(), 0.01, momentum: 0.9, centered: true),
        "SGD" => optim.SGD(module.parameters(), 0.1),
        _ => optim.SGD(module.parameters(), 0.1, 0.9, 0.1, 0.01),
    };

    private static Tensor ToTorch(StoredTensor stored)
    {
        var tensor = empty([.. stored.Shape.Select(extent => (long)extent)], (ScalarType)(sbyte)TorchBridge.Files.TorchTypes.Number(stored.Type)!.Value);
        if (stored.Shape.Size > 0)
        {
            tensor.bytes = stored.Bytes.ToArray();
        }

        return tensor;
    }

    private static void AssertSame(Dictionary<string, Tensor> expected, TorchState state)
    {
        Assert.Equal(expected.Keys, state.Names);
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.shape, state[name].Shape.Select(extent => (long)extent));
            Assert.True(tensor.bytes.SequenceEqual(state[name].Bytes.Span), $"{name} differs.");
        }
    }

    private sealed class Holder : nn.Module
    {
        public Holder(TorchState state)
            : base(nameof(Holder))
        {
            foreach (var group in state.Names.GroupBy(name => name[..name.LastIndexOf('.')]))
            {
                var part = new Part(group.Key);
                foreach (var name in group)
                {
                    part.register_buffer(name[(group.Key.Length + 1)..], zeros([.. state[name].Shape.Select(extent => (long)extent)], name.EndsWith("tracked", StringComparison.Ordinal) ? ScalarType.Int64 : ScalarType.Float32));
                }

                register_module(group.Key, part);
            }
        }
    }

    private sealed class Part(string name) : nn.Module(name);
#endif
}
