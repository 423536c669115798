using Interop.Native.Files;
using Interop.TorchBridge.Tests.Infrastructure;
using Interop.TorchBridge.Tests.Optimizers;
#if HAS_TORCHSHARP
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
    [MemberData(nameof(SavedTorchSharpTests.Names), MemberType = typeof(SavedTorchSharpTests))]
    public void A_training_goes_on_where_a_live_TorchSharp_stopped(string name)
    {
#if HAS_TORCHSHARP
        using var folder = new TemporaryFolder();
        TorchSharpRecorder.Record(folder.Path, name, seed: 5);
        SavedTorchSharpTests.AssertGoesOn(folder.Path, name);
#else
        Assert.Skip($"{name}: {Backends.TorchSharp.Summary}");
#endif
    }

    [Fact]
    public void The_recorded_trainings_are_those_of_this_TorchSharp()
    {
#if HAS_TORCHSHARP
        // INTEROP_RECORD_TORCHSHARP names a folder to record into: tests/TorchBridge.Tests/references/torchsharp.
        if (Environment.GetEnvironmentVariable("INTEROP_RECORD_TORCHSHARP") is { Length: > 0 } target)
        {
            TorchSharpRecorder.RecordAll(target);
        }

        using var folder = new TemporaryFolder();
        TorchSharpRecorder.RecordAll(folder.Path);
        Assert.All(SavedTorchSharpTests.Names, row => SavedTorchSharpTests.AssertSameKind(folder.Path, row.Data));
#else
        Assert.Skip(Backends.TorchSharp.Summary);
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
