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
/// Damaged model files and checkpoints, 20,000 of each: every one is read or refused with the documented exceptions, none takes more memory than four
/// times its size and 64 MB, none hangs, and a single wrong bit never passes.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Count = 20_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-damaged-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Damaged_models_are_read_or_refused()
    {
        var original = Bytes(file => new ModelFile(Compiled()) { Schedules = [new CosineSchedule(5)], Metadata = { ["classes"] = "a,b" } }.Save(file));
        var (read, refused) = Damage(original, bytes =>
        {
            using var stream = new MemoryStream(bytes);
            ModelFile.Load(stream);
        });
        Assert.True(read > Count / 100 && refused > Count / 2, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Damaged_checkpoints_are_read_or_refused()
    {
        var network = Compiled();
        var original = Checkpoint(network);
        var (x, y) = Data();
        Callback[] callbacks = [new EarlyStopping("loss", patience: 9, restoreBestWeights: true), new CosineSchedule(5)];
        var (read, refused) = Damage(original, bytes =>
        {
            using var stream = new MemoryStream(bytes);
            var checkpoint = TrainingCheckpoint.Load(stream);
            network.Fit(x, y, batchSize: 4, epochs: 0, callbacks: callbacks, resumeFrom: checkpoint);
            checkpoint.CreateNetwork();
        });
        Assert.True(read > Count / 100 && refused > Count / 2, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_single_wrong_bit_is_found()
    {
        var original = Checkpoint(Compiled());
        var random = new TorchGenerator(5);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
            using var stream = new MemoryStream(bytes);
            Assert.Throws<InvalidDataException>(() => TrainingCheckpoint.Load(stream));
        }
    }

    [Fact]
    public void Any_wrong_byte_of_a_weight_is_found_in_a_model_and_named()
    {
        var bytes = Bytes(file => Compiled().Save(file));
        bytes[^9] ^= 0x10;
        using var stream = new MemoryStream(bytes);
        var message = Assert.Throws<InvalidDataException>(() => Network.Load(stream)).Message;
        Assert.Contains("checksum", message, StringComparison.Ordinal);
        Assert.Contains("Use another copy", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"units\":6", "\"units\":2000000000", "network.layers", "Shape [2000000000, 48] has more than")]
    [InlineData("\"units\":6", "\"units\":-6", "layers[2] (Dense)", "units")]
    [InlineData("\"units\":6", "\"units\":6.5", "layers[2]", "'units' is a whole number, got 6.5")]
    [InlineData("\"units\":6,", "", "layers[2]", "'units' is missing")]
    [InlineData("\"kind\":\"Dense\"", "\"kind\":\"Dence\"", "layers[2]", "there is no layer 'Dence'; known are Activation, Add")]
    [InlineData("\"rate\":0.25", "\"rate\":1.5", "layers[3] (Dropout)", "probability")]
    [InlineData("\"shape\":[1,4,4]", "\"shape\":[100000,100000,100000]", "inputs[0].shape", "more than 2,147,483,647 elements")]
    [InlineData("\"kind\":\"Sequential\"", "\"kind\":\"Parallel\"", "network", "is Sequential or Model, got 'Parallel'")]
    public void A_wrong_description_is_refused_with_its_place(string text, string replacement, string place, string expected)
    {
        using var original = new MemoryStream(Bytes(file => Compiled().Save(file)));
        var file = SafetensorsFile.Read(original, "test");
        Assert.Contains(text, file.Metadata["interop.network"], StringComparison.Ordinal);
        file.Metadata["interop.network"] = file.Metadata["interop.network"].Replace(text, replacement, StringComparison.Ordinal);
        using var damaged = new MemoryStream();
        file.Write(damaged);
        damaged.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<InvalidDataException>(() => Network.Load(damaged)).Message;
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.StartsWith("model: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_model_takes_less_than_four_times_its_size_to_read()
    {
        var path = Path.Combine(_folder, "large.safetensors");
        var network = new Sequential(new Dense(3_000, kernelInitializer: "ones"), new Dense(10, kernelInitializer: "ones"));
        network.Build(new Shape(3_000));
        network.Save(path);
        var size = new FileInfo(path).Length;
        Assert.True(size > 36_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Network.Load(path);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(used < 4 * size, $"{used} bytes for a file of {size}");
    }

    [Fact]
    public void Very_many_layers_are_read_in_proportion_to_their_number()
    {
        // With a search through all layers for each, this would take minutes.
        const int layers = 200_000;
        var list = string.Join(',', Enumerable.Repeat("{\"kind\":\"Flatten\"}", layers));
        var network = NetworkDescription.Read($"{{\"kind\":\"Sequential\",\"inputs\":[{{\"shape\":[2]}}],\"layers\":[{list}]}}");
        Assert.Equal(layers, network.Layers.Count);
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        Assert.Equal(layers, Network.Load(stream).Layers.Count);
    }

    private static (int Read, int Refused) Damage(byte[] original, Action<byte[]> load)
    {
        load(original);
        var random = new TorchGenerator(6);
        var (read, refused) = (0, 0);
        using var watch = new HangWatch();
        for (var round = 0; round < Count; round++)
        {
            watch.Next("damage", round);
            var bytes = round % 4 == 0 ? Mutation.Of(original, random) : DamageContent(original, random);
            var isRead = false;
            MemoryBound.Hold(bytes.Length, $"Damage {round}", () =>
            {
                try
                {
                    load(bytes);
                    isRead = true;
                }
                catch (Exception error) when (error is InvalidDataException or NetworkException)
                {
                }
                catch (Exception error) when (error is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"Damage {round}: {error}");
                }
            });
            (read, refused) = isRead ? (read + 1, refused) : (read, refused + 1);
        }

        return (read, refused);
    }

    // What is inside changes, and the checksum with it, as somebody would do it on purpose.
    private static byte[] DamageContent(byte[] original, TorchGenerator random)
    {
        using var stream = new MemoryStream(original);
        var file = SafetensorsFile.Read(stream, "original");
        var damaged = new SafetensorsFile { HasChecksum = true };
        string[] keys = [.. file.Metadata.Keys];
        var key = random.NextInt(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            damaged.Metadata.Add(keys[i], i == key ? Mutation.OfJson(file.Metadata[keys[i]], random) : file.Metadata[keys[i]]);
        }

        var victim = random.NextInt(6 * file.Names.Count);
        for (var i = 0; i < file.Names.Count; i++)
        {
            var tensor = file.Tensors[file.Names[i]];
            if (i != victim)
            {
                damaged.Add(file.Names[i], tensor);
            }
            else if (random.NextInt(3) > 0)
            {
                damaged.Add(random.NextInt(2) == 0 ? file.Names[i] : "another", new StoredTensor(ElementType.UInt8, tensor.Bytes.Length, tensor.Bytes));
            }
        }

        return Bytes(damaged.Write);
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static Sequential Compiled()
    {
        var network = new Sequential(
            new Conv2D(3, 3, padding: "same", activation: "relu"), new Flatten(), new Dense(6, "relu"), new Dropout(0.25), new BatchNormalization(),
            new Dense(2, "softmax"))
        {
            Generator = new TorchGenerator(2),
            Threads = 1,
        };
        network.Build(new Shape(1, 4, 4));
        network.Compile(new SGD(0.1f, momentum: 0.9) { Clipping = new ClipByNorm(1) }, "categorical_crossentropy", "accuracy", "auc");
        return network;
    }

    private static (Tensor X, Tensor Y) Data()
    {
        var x = new Tensor([12, 1, 4, 4]);
        new TorchGenerator(3).FillNormal(x.Span, 0, 1);
        return (x, Tensor.FromClasses([0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0]));
    }

    // Amid the second epoch.
    private byte[] Checkpoint(Network network)
    {
        var folder = Path.Combine(_folder, "original");
        var (x, y) = Data();
        network.Fit(
            x, y, batchSize: 4, epochs: 2, callbacks:
            [
                new LambdaCheckpoint(folder), new EarlyStopping("loss", patience: 9, restoreBestWeights: true), new CosineSchedule(5),
            ]);
        return File.ReadAllBytes(Path.Combine(folder, "checkpoint.safetensors"));
    }

    private sealed class LambdaCheckpoint(string folder) : Callback
    {
        public override void OnSettled(TrainingRun run)
        {
            if (run.Step == 5)
            {
                Directory.CreateDirectory(folder);
                run.SaveCheckpoint(Path.Combine(folder, "checkpoint.safetensors"), metadata: new Dictionary<string, string> { ["task"] = "test" });
            }
        }
    }
}
