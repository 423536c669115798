using System.Buffers.Binary;
using System.IO.Compression;
using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-idx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("plain")]
    [InlineData("compressed.gz")]
    public void What_is_written_reads_back(string name)
    {
        var values = Tensor.From([2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 254, 255]);
        IdxFile.Write(Path(name), values);
        var file = IdxFile.Read(Path(name));
        Assert.Equal(IdxElementType.UInt8, file.ElementType);
        Assert.Equal(values.Shape, file.Shape);
        Assert.Equal(values.ToArray(), file.ToTensor().ToArray());
    }

    [Theory]
    [InlineData(0x08, new byte[] { 0, 128, 255 }, new[] { 0f, 128f, 255f })]
    [InlineData(0x09, new byte[] { 0, 128, 255 }, new[] { 0f, -128f, -1f })]
    [InlineData(0x0B, new byte[] { 1, 2, 255, 254, 128, 0 }, new[] { 258f, -2f, -32768f })]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0, 255, 255, 255, 255, 0, 0, 0, 7 }, new[] { 65536f, -1f, 7f })]
    [InlineData(0x0D, new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0, 0, 0, 0, 0 }, new[] { 1f, -2.5f, 0f })]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, new[] { 1f, -2.5f, 0f })]
    public void Every_type_of_number_is_read(byte type, byte[] data, float[] expected)
    {
        File.WriteAllBytes(Path("numbers"), [0, 0, type, 1, 0, 0, 0, 3, .. data]);
        Assert.Equal(expected, IdxFile.Read(Path("numbers")).ToTensor().ToArray());
    }

    [Fact]
    public void MNIST_loads_from_its_own_names()
    {
        WriteMnist(_folder.FullName, 12);
        var data = new MnistDataset(_folder.FullName);
        Assert.Equal(12, data.Count);
        Assert.Equal([1, 4, 4], data.InputShapes[0]);
        var (features, targets) = new DataLoader(data, 12).Single();
        Assert.Equal([12, 1, 4, 4], features.Shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)(i % 10)), targets.ToArray());
        Assert.Equal(17 / 255f, features.Span[17]);
        Assert.Throws<FileNotFoundException>(() => new MnistDataset(_folder.FullName, train: false));
    }

    [Fact]
    public void A_file_without_images_is_one_of_no_samples()
    {
        IdxFile.Write(Path("images"), new Tensor([0, 4, 4]));
        IdxFile.Write(Path("labels"), new Tensor([0]));
        var data = new MnistDataset(IdxFile.Read(Path("images")), IdxFile.Read(Path("labels")));
        Assert.Equal(0, data.Count);
        Assert.Empty(new DataLoader(data, 4));
    }

    [Fact]
    public void MNIST_loads_from_where_torchvision_puts_it()
    {
        WriteMnist(Directory.CreateDirectory(Path("MNIST/raw")).FullName, 3);
        Assert.Equal(3, new MnistDataset(_folder.FullName).Count);
    }

    [Fact]
    public void D4s_data_sets_read_line_by_line()
    {
        WriteMnist(_folder.FullName, 20);
        var trainingTransforms = new Compose(
        [
            new Resize((32, 32)),
            new RandomCrop((28, 28)),
            new RandomRotation(degrees: 30, Interpolation.Bilinear),
            new ToTensor(),
            new Normalize(mean: [0.5f], std: [0.5f]),
        ]);
        var testTransforms = new Compose([new ToTensor(), new Resize((32, 32)), new CenterCrop((28, 28)), new Normalize([0.5f], [0.5f])]);
        var trainDataset = new MnistDataset(root: _folder.FullName, train: true, transform: trainingTransforms);
        var testDataset = new MnistDataset(root: _folder.FullName, train: true, transform: testTransforms);
        var trainLoader = new DataLoader(trainDataset, batchSize: 8, shuffle: true);
        var sizes = new List<int>();
        foreach (var (features, targets) in trainLoader)
        {
            Assert.Equal([1, 28, 28], features.Shape.Skip(1));
            Assert.Equal(features.Shape[0], targets.Count);
            Assert.All(features.ToArray(), value => Assert.InRange(value, -1, 1));
            sizes.Add(targets.Count);
        }

        Assert.Equal([8, 8, 4], sizes);
        float[] Test() => new DataLoader(testDataset, 20).Single().Inputs[0].ToArray();
        Assert.Equal(Test(), Test());
    }

    [Fact]
    public void A_streamed_file_gives_the_same_batches_as_one_in_memory()
    {
        WriteMnist(_folder.FullName, 30);
        var transform = new Compose([new RandomRotation(20, Interpolation.Bilinear), new ToTensor()]);
        var held = new MnistDataset(_folder.FullName, transform: transform, seed: 4);
        var streamed = new MnistStreamingDataset(Path("train-images-idx3-ubyte.gz"), Path("train-labels-idx1-ubyte"), transform, seed: 4);
        Assert.Equal(30, streamed.Count);
        float[] Batches(DataSource data) => [.. new DataLoader(data, 7).SelectMany(batch => batch.Inputs[0].ToArray().Concat(batch.Targets[0].ToArray()))];
        Assert.Equal(Batches(held), Batches(streamed));
    }

    [Fact]
    public void Images_and_labels_must_belong_together()
    {
        IdxFile.Write(Path("images"), new Tensor([3, 2, 2]));
        IdxFile.Write(Path("labels"), new Tensor([4]));
        IdxFile.Write(Path("late"), Tensor.From(1f, 2f, 10f));
        var images = IdxFile.Read(Path("images"));
        Assert.Contains("has 3 images", Assert.Throws<InvalidDataException>(() => new MnistDataset(images, IdxFile.Read(Path("labels")))).Message);
        Assert.Contains("label 2 is 10, expected 0 to 9", Assert.Throws<InvalidDataException>(() => new MnistDataset(images, IdxFile.Read(Path("late")))).Message);
        Assert.Equal(3, new MnistDataset(images, IdxFile.Read(Path("late")), classes: 11).Count);
        Assert.Contains("expected images as bytes", Assert.Throws<InvalidDataException>(() => new MnistDataset(IdxFile.Read(Path("labels")), images)).Message);
        Assert.Contains("expected labels", Assert.Throws<InvalidDataException>(() => new MnistDataset(images, images)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 0 }, "begins with two zero bytes")]
    [InlineData(new byte[] { 0, 0, 10, 1, 0, 0, 0, 0 }, "begins with two zero bytes")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "number of axes from 1 to 8")]
    [InlineData(new byte[] { 0, 0, 8, 255 }, "number of axes from 1 to 8")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 8 }, "still compressed")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0 }, "ends within the header")]
    [InlineData(new byte[] { }, "ends within the header")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "got -1")]
    [InlineData(new byte[] { 0, 0, 8, 2, 127, 255, 255, 255, 127, 255, 255, 255 }, "product up to")]
    [InlineData(new byte[] { 0, 0, 14, 1, 127, 255, 255, 255 }, "17,179,869,176 bytes, and 0 follow")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 5 }, "2 bytes, and 1 follow")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 5, 6, 7 }, "2 bytes, and more follow")]
    public void A_damaged_file_is_refused(byte[] content, string expected)
    {
        File.WriteAllBytes(Path("damaged"), content);
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(Path("damaged")));
        Assert.StartsWith(Path("damaged"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_expands()
    {
        // A gigabyte of zeros in a megabyte: as large as its header says, and still not read unless it is asked for.
        var content = new byte[64 << 20];
        BinaryPrimitives.WriteInt32BigEndian(content, 0x0801);
        using (var file = File.Create(Path("bomb.gz")))
        using (var stream = new GZipStream(file, CompressionLevel.Fastest))
        {
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), (1 << 30) - 8);
            stream.Write(content);
            content.AsSpan(0, 8).Clear();
            stream.Write(content);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("are allowed for a file of", Assert.Throws<InvalidDataException>(() => IdxFile.Read(Path("bomb.gz"))).Message);
        Assert.Contains("bytes, and 134,217,720 follow", Assert.Throws<InvalidDataException>(() => IdxFile.Read(Path("bomb.gz"), largestSize: 1L << 30)).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutations_give_a_file_or_a_clear_error(bool compressed)
    {
        const int rounds = 20_000, mostAllocated = 1 << 20;
        var name = compressed ? "mutated.gz" : "mutated";
        IdxFile.Write(Path(name), Tensor.From([4, 3, 3], [.. Enumerable.Range(0, 36).Select(i => (float)i)]));
        var whole = File.ReadAllBytes(Path(name));
        var generator = new TorchGenerator(12);
        var (read, refused) = (0, 0);
        using var watch = new HangWatch();
        for (var round = 0; round < rounds; round++)
        {
            watch.Next("mutation", round);
            var bytes = whole[..(round % 4 == 0 ? generator.NextInt(whole.Length) : whole.Length)];
            for (var change = generator.NextInt(3); change >= 0 && bytes.Length > 0; change--)
            {
                bytes[generator.NextInt(Math.Min(bytes.Length, compressed ? int.MaxValue : 20))] = (byte)generator.NextInt(256);
            }

            File.WriteAllBytes(Path(name), bytes);
            var isRead = false;
            var before = GC.GetAllocatedBytesForCurrentThread();
            MemoryBound.Hold(bytes.Length, $"Mutation {round}", () =>
            {
                try
                {
                    IdxFile.Read(Path(name));
                    isRead = true;
                }
                catch (InvalidDataException)
                {
                }
            });
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < mostAllocated);
            (read, refused) = isRead ? (read + 1, refused) : (read, refused + 1);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused");
        Assert.True(read > rounds / 100 && refused > rounds / 2, $"{read} read, {refused} refused");
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private static void WriteMnist(string folder, int count)
    {
        var images = Tensor.From([count, 4, 4], [.. Enumerable.Range(0, count * 16).Select(i => (float)(i % 256))]);
        var labels = Tensor.From([.. Enumerable.Range(0, count).Select(i => (float)(i % 10))]);
        IdxFile.Write(System.IO.Path.Combine(folder, "train-images-idx3-ubyte.gz"), images);
        IdxFile.Write(System.IO.Path.Combine(folder, "train-labels-idx1-ubyte"), labels);
    }
}
