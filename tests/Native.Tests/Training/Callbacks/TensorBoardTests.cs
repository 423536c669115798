using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

public sealed class TensorBoardTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-events-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Checksums_are_those_of_the_published_vectors()
    {
        // CRC-32C of "123456789" is E3069283 (RFC 3720's polynomial); masked as TensorFlow's core/lib/hash/crc32c.h does.
        const uint crc = 0xE3069283;
        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), EventFile.MaskedChecksum("123456789"u8));

        // RFC 3720, B.4: 32 bytes of zeros give 8A9136AA.
        const uint zeros = 0x8A9136AA;
        Assert.Equal(unchecked(((zeros >> 15) | (zeros << 17)) + 0xA282EAD8), EventFile.MaskedChecksum(new byte[32]));
    }

    [Fact]
    public void Every_figure_of_every_epoch_is_in_the_files()
    {
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var (x, y) = NetworkExamples.Classes(100);
        var history = network.Fit(
            x, y, batchSize: 25, epochs: 3, validationData: NetworkExamples.Classes(40, seed: 4), callbacks: [new TensorBoard(_folder.FullName, updateFrequency: 4)]);
        var train = Read("train");
        Assert.Equal("brain.Event:2", train[0].Text);
        Assert.Equal(
            ["batch_loss", "epoch_loss", "epoch_accuracy", "epoch_learning_rate"], train.Skip(1).Take(4).Select(value => value.Text));
        Assert.Equal([4, 8, 12], train.Where(value => value.Text == "batch_loss").Select(value => value.Step));
        Assert.Equal(history["loss"].Select(value => (float)value), train.Where(value => value.Text == "epoch_loss").Select(value => value.Number));
        Assert.Equal([0, 1, 2], train.Where(value => value.Text == "epoch_loss").Select(value => value.Step));
        Assert.All(train.Where(value => value.Text == "epoch_learning_rate"), value => Assert.Equal(0.001f, value.Number));

        var validation = Read("validation");
        Assert.Equal(history["val_accuracy"].Select(value => (float)value), validation.Where(value => value.Text == "epoch_accuracy").Select(value => value.Number));
        Assert.Equal(1 + (2 * 3), validation.Count);
    }

    [Fact]
    public void TensorBoards_own_reader_finds_the_same_figures()
    {
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var (x, y) = NetworkExamples.Classes(100);
        var history = network.Fit(
            x, y, batchSize: 25, epochs: 30, validationData: NetworkExamples.Classes(40, seed: 4), callbacks: [new TensorBoard(_folder.FullName, updateFrequency: 1)]);
        var printed = PythonOracle.Run("tensorboard_events.py", "tensorboard", _folder.FullName);
        using var json = JsonDocument.Parse(printed[printed.IndexOf('{', StringComparison.Ordinal)..]);
        foreach (var (run, prefix) in new[] { ("train", ""), ("validation", "val_") })
        {
            foreach (var name in new[] { "loss", "accuracy" })
            {
                var events = json.RootElement.GetProperty(run).GetProperty($"epoch_{name}").EnumerateArray().ToArray();
                Assert.Equal(Enumerable.Range(0, 30), events.Select(entry => entry[0].GetInt32()));
                Assert.Equal(history[prefix + name].Select(value => (float)value), events.Select(entry => (float)entry[1].GetDouble()));
            }
        }

        Assert.Equal(120, json.RootElement.GetProperty("train").GetProperty("batch_loss").GetArrayLength());
    }

    // A second reading of the format, by its definition: TFRecord around event.proto and summary.proto.
    private List<(long Step, string Text, float Number)> Read(string folder)
    {
        var file = File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, folder), "events.out.tfevents.*")));
        var values = new List<(long, string, float)>();
        for (var position = 0; position < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(position));
            Assert.Equal(EventFile.MaskedChecksum(file.AsSpan(position, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position + 8)));
            var content = file.AsSpan(position + 12, length);
            Assert.Equal(EventFile.MaskedChecksum(content), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position + 12 + length)));
            position += 16 + length;
            Assert.Equal(0x09, content[0]);
            Assert.InRange(BinaryPrimitives.ReadDoubleLittleEndian(content[1..]), 1.7e9, 1e10);
            Assert.Equal(0x10, content[9]);
            var step = content[10];
            Assert.InRange(step, 0, 127);
            var body = Field(content[11..], out var number, out _);
            if (number == 3)
            {
                values.Add((step, Encoding.UTF8.GetString(body), 0));
                continue;
            }

            Assert.Equal(5, number);
            while (body.Length > 0)
            {
                var value = Field(body, out var one, out var used);
                Assert.Equal(1, one);
                body = body[used..];
                var tag = Field(value, out _, out var tagLength);
                Assert.Equal(0x15, value[tagLength]);
                values.Add((step, Encoding.UTF8.GetString(tag), BinaryPrimitives.ReadSingleLittleEndian(value[(tagLength + 1)..])));
            }
        }

        return values;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, out int number, out int used)
    {
        number = message[0] >> 3;
        Assert.Equal(2, message[0] & 7);
        var (length, shift, at) = (0, 0, 1);
        do
        {
            length |= (message[at] & 0x7F) << shift;
            shift += 7;
        }
        while (message[at++] >= 0x80);
        used = at + length;
        return message.Slice(at, length);
    }
}
