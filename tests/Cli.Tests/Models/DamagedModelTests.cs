using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;
using Interop.Data.Tables;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Models;

/// <summary>
/// Model files as <c>interop train</c> leaves them, damaged 20,000 times: by a bad disk, and by somebody who knows the format and mends the checksum, the description of the
/// table included. Each is inspected, and loaded: read or refused with an exception that says what is wrong with the file, in bounded memory and time; some go through whole commands.
/// </summary>
public class DamagedModelTests
{
    private const int Count = 20_000;
    private const int Commands = 40;

    [Fact]
    public void Damaged_models_are_read_or_refused_and_the_exit_code_says_so()
    {
        using var folder = new EmptyFolder("iris.csv");
        folder.Write("flowers.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "flowers.csv", "--hidden", "3", "--epochs", "1", "-o", "m", "--no-report");
        var original = File.ReadAllBytes("m/model.safetensors");
        var file = SafetensorsFile.Read(new MemoryStream(original), "original");
        Assert.Contains(InputDescription.MetadataKey, file.Metadata.Keys);
        var random = new TorchGenerator(15);
        var (inspected, notInspected, loaded, notLoaded) = (0, 0, 0, 0);
        using var watch = new HangWatch();
        for (var round = 0; round < Count; round++)
        {
            watch.Next("damage", round);
            var bytes = round % 3 == 0 ? Mutation.Of(original, random) : DamageText(file, random);
            File.WriteAllBytes("damaged.safetensors", bytes);
            _ = IsRead(() => Inspection.Inspection.Of("damaged.safetensors"), "Inspecting") ? inspected++ : notInspected++;
            _ = IsRead(() => ModelStore.Load("damaged.safetensors"), "Loading") ? loaded++ : notLoaded++;
            if (round % Commands == 0)
            {
                Through("inspect", "damaged.safetensors");
                Through("predict", "damaged.safetensors", "flowers.csv");
                Through("evaluate", "damaged.safetensors", "iris.csv");
            }

            bool IsRead(Action read, string what)
            {
                Exception? error = null;
                MemoryBound.Hold(bytes.Length, $"{what} damage {round}", () => error = Record.Exception(read));
                Assert.True(
                    error is null || (error is InvalidDataException or CommandException or NetworkException or TableRowException && error.Message.Length > 0),
                    $"{what} damage {round}: {error}");
                return error is null;
            }
        }

        Assert.True(
            inspected > Count / 50 && notInspected > Count / 3 && loaded > Count / 100 && notLoaded > Count / 3,
            $"{inspected} inspected, {notInspected} refused; {loaded} loaded, {notLoaded} refused");
        TestContext.Current.TestOutputHelper?.WriteLine($"{inspected} inspected, {notInspected} refused; {loaded} loaded, {notLoaded} refused");
    }

    private static void Through(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode is ExitCode.Success or ExitCode.BadInput or ExitCode.BadConfiguration, $"{run.ExitCode}: {run.Error}");
    }

    // One of the texts changes, and the checksum with it.
    private static byte[] DamageText(SafetensorsFile file, TorchGenerator random)
    {
        var damaged = new SafetensorsFile { HasChecksum = true };
        var victim = random.NextInt(file.Metadata.Count);
        foreach (var (index, (key, text)) in file.Metadata.Index())
        {
            damaged.Metadata[key] = index == victim ? Mutation.OfJson(text, random) : text;
        }

        foreach (var name in file.Names)
        {
            damaged.Add(name, file.Tensors[name]);
        }

        using var stream = new MemoryStream();
        damaged.Write(stream);
        return stream.ToArray();
    }
}
